package io.keepwatch.alerting.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.notifier.FakeProvider;
import io.keepwatch.alerting.notifier.FakeProvider.Answer;
import io.keepwatch.alerting.notifier.Samples;
import io.keepwatch.alerting.notifier.http.HttpSender;
import io.keepwatch.alerting.notifier.pagerduty.ChangeSender;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.audit.AuditEntry;
import io.keepwatch.audit.AuditEntry.Result;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.telemetry.services.VersionChange;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@OnBothDatabases
class ChangeOperationTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TestDatabase database;
    private final FakeProvider pagerduty = FakeProvider.start();
    private final List<VersionChange> versions = new ArrayList<>();
    private final AuditLog audit;
    private Instant now = Samples.NOW;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    ChangeOperationTest(TestDatabase.Maker databases) {
        database = databases.open();
        audit = new AuditLog(database.jdbc(), database.transactions(), clock);
    }

    @AfterEach
    void close() {
        pagerduty.close();
        database.close();
    }

    @Test
    void deploys_and_restores_are_told_once_by_whichever_process() throws InterruptedException {
        versions.add(new VersionChange("checkout", "1.4.2", now.minusSeconds(120)));
        now = now.minusSeconds(100);
        audit.append(new AuditEntry("anna", "admin", "10.0.0.9", "restore.started", "quotes", Result.OK, Map.of("mode", "SWAP")));
        now = now.plusSeconds(100);
        process("one").round();
        now = now.plusSeconds(30);
        process("other").round();

        assertThat(pagerduty.requests(FakeProvider.PAGERDUTY_CHANGE)).hasSize(2);
        assertThat(pagerduty.requests(FakeProvider.PAGERDUTY_CHANGE).getFirst().json()).isEqualTo(JSON.readTree("""
                {"routing_key": "0123456789abcdef0123456789abcdef", "payload": {"summary": "checkout runs version 1.4.2",
                  "timestamp": "2026-11-21T03:24:00Z", "source": "checkout", "custom_details": {"service": "checkout", "version": "1.4.2"}},
                 "links": [{"href": "https://watch.example.org/services/checkout", "text": "In Keepwatch"}]}"""));
        assertThat(pagerduty.requests(FakeProvider.PAGERDUTY_CHANGE).getLast().json().get("payload").get("summary").asString())
                .isEqualTo("Restore started: quotes, by anna");
    }

    @Test
    void what_pagerduty_did_not_take_is_told_later_but_not_after_an_hour() throws InterruptedException {
        versions.add(new VersionChange("checkout", "1.4.2", now.minusSeconds(120)));
        versions.add(new VersionChange("checkout", "1.4.3", now.minusSeconds(110)));
        pagerduty.answer(FakeProvider.PAGERDUTY_CHANGE, Answer.of(202), Answer.busy(1));
        var operation = process("one");
        operation.round();
        now = now.plusSeconds(30);
        operation.round();
        assertThat(pagerduty.accepted(FakeProvider.PAGERDUTY_CHANGE)).extracting(request -> request.json().get("payload").get("summary").asString())
                .containsExactly("checkout runs version 1.4.2", "checkout runs version 1.4.3");

        versions.add(new VersionChange("checkout", "1.4.4", now.plusSeconds(10)));
        now = now.plusSeconds(3 * 3600);
        operation.round();
        assertThat(pagerduty.accepted(FakeProvider.PAGERDUTY_CHANGE)).hasSize(2);
    }

    private ChangeOperation process(String name) {
        Integration service = Samples.integration("pagerduty_configs: [{routing_key: 0123456789abcdef0123456789abcdef, url: '"
                + pagerduty.url(FakeProvider.PAGERDUTY) + "'}]");
        var feed = new ChangeFeed(range -> versions.stream().filter(version -> range.contains(version.firstSeen())).toList(), audit,
                () -> URI.create("https://watch.example.org"));
        return new ChangeOperation(feed::in, () -> List.of(service), new ChangeSender(new HttpSender(clock)), database.jdbc(),
                new Leases(database.jdbc(), database.transactions(), name), clock);
    }
}
