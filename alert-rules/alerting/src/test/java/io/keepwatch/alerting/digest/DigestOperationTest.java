package io.keepwatch.alerting.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.access.Actor;
import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertChange.Kind;
import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.RefusedRules;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.digest.DigestOperation.Sender;
import io.keepwatch.alerting.notifier.FakeSmtp;
import io.keepwatch.alerting.notifier.mail.MailServer;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.rulefile.RuleProblem;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.promql.conformance.InMemorySeriesStore;
import io.keepwatch.settings.SmtpUrl;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class DigestOperationTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final String SRE = "sre@example.org";

    private final TestDatabase database;
    private final FakeSmtp smtp = FakeSmtp.start();
    private final List<AlertEpisode> episodes = new ArrayList<>();
    private final List<Delivery> undelivered = new ArrayList<>();
    private final List<RefusedRules> refused = new ArrayList<>();
    private final InMemorySeriesStore samples = new InMemorySeriesStore();
    /// A Saturday.
    private Instant now = Instant.parse("2026-11-21T06:59:00Z");
    private DigestPlan plan = new DigestPlan(List.of(SRE), LocalTime.of(8, 0), PARIS);

    DigestOperationTest(TestDatabase.Maker databases) {
        database = databases.open();
    }

    @AfterEach
    void close() {
        smtp.close();
        database.close();
    }

    @Test
    void there_is_one_mail_a_day_at_the_local_time_with_what_happened_since_the_last_one() throws Exception {
        var one = process("one");
        var other = process("other");
        episodes.add(fired("Disk", "2026-11-21T03:00:00Z", null));
        round(one, other);
        assertThat(smtp.mails()).isEmpty();

        now = Instant.parse("2026-11-21T07:00:00Z");
        round(one, other);
        round(one, other);
        assertThat(smtp.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.header("Subject")).isEqualTo("Keepwatch: 1 firing");
            assertThat(mail.header("Message-ID")).matches("<keepwatch\\.digest\\.2026-11-21\\.[0-9a-f]{6}@127\\.0\\.0\\.1>|<keepwatch\\.digest\\.2026-11-21\\.[0-9a-f]{6}@localhost>");
            assertThat(mail.header("List-Unsubscribe")).startsWith("<mailto:keepwatch@");
        });

        episodes.clear();
        episodes.add(fired("Disk", "2026-11-21T03:00:00Z", "2026-11-21T09:00:00Z"));
        episodes.add(fired("Blip", "2026-11-20T22:00:00Z", "2026-11-20T23:00:00Z"));
        now = Instant.parse("2026-11-22T07:00:30Z");
        round(other, one);
        assertThat(smtp.mails()).hasSize(2);
        assertThat(text()).contains("Resolved (1)", "Disk", "critical, after 6 h", "21 Nov 08:00 to 22 Nov 08:00 (Europe/Paris)").doesNotContain("Blip", "Still fires");
    }

    @Test
    void a_calm_day_has_no_mail_but_a_monday_has() throws Exception {
        var operation = process("one");
        for (int day = 0; day < 3; day++) {
            now = Instant.parse("2026-11-21T07:00:00Z").plus(Duration.ofDays(day));
            round(operation);
        }

        assertThat(smtp.mails()).singleElement().satisfies(mail -> assertThat(mail.header("Subject")).isEqualTo("Keepwatch: nothing fired"));
        assertThat(text()).contains("Nothing to report.");
    }

    @Test
    void what_a_day_could_not_say_the_next_one_says() throws Exception {
        var operation = process("one");
        episodes.add(fired("Disk", "2026-11-21T03:00:00Z", "2026-11-21T04:00:00Z"));
        now = Instant.parse("2026-11-21T07:00:00Z");
        smtp.answer("RCPT", "451 later");
        round(operation);
        now = now.plusSeconds(30);
        round(operation);
        smtp.answer("RCPT", "550 never");
        now = now.plusSeconds(300);
        round(operation);
        assertThat(smtp.mails()).isEmpty();

        now = Instant.parse("2026-11-22T07:00:00Z");
        round(operation);
        assertThat(text()).contains("Disk", "after 1 h");
    }

    @Test
    void it_tells_what_is_wrong_with_deliveries_rules_and_backups() throws Exception {
        var operation = process("one");
        undelivered.add(new Delivery(1, "g", "team", "team/slack/0", "slack #alerts", NotifyReason.FIRST_NOTIFICATION, Delivery.State.REJECTED,
                "🔴 Critical: Disk", "{}", Set.of(), Set.of(), now, null, now, "", false, null,
                List.of(new Delivery.Attempt(now, false, "Slack: channel_not_found"))));
        refused.add(new RefusedRules(new RuleProblem("mine.yaml", 7, "", "it is not YAML"), now, false));
        backup("quotes", 1, 3600);
        backup("orders", 0, 90_000);
        for (int i = 0; i < 4; i++) {
            episodes.add(fired("Flap", "2026-11-21T0" + i + ":00:00Z", "2026-11-21T0" + i + ":10:00Z"));
        }
        now = Instant.parse("2026-11-21T07:00:00Z");
        round(operation);

        assertThat(text()).contains("Backups in trouble (1)\n - orders\n   the last attempt failed; last good backup 1 d 1 h ago, 1.5 GB, never verified",
                "Not delivered (1)\n - 🔴 Critical: Disk\n   slack #alerts: refused, Slack: channel_not_found",
                "Rules that fail (1)\n - mine.yaml:7\n   it is not YAML", "Came and went most often (1)\n - Flap on i1\n   4 times",
                "Backups (1)\n - quotes\n   last good backup 1 h ago, 1.5 GB, never verified");
    }

    @Test
    void who_is_named_later_in_the_day_gets_the_first_mail_on_the_next_one() throws Exception {
        var operation = process("one");
        episodes.add(fired("Disk", "2026-11-21T03:00:00Z", null));
        now = Instant.parse("2026-11-21T15:00:00Z");
        round(operation);
        assertThat(smtp.mails()).isEmpty();

        now = Instant.parse("2026-11-22T07:00:00Z");
        round(operation);
        assertThat(smtp.mails()).hasSize(1);
    }

    /// On 29 March the clock goes from 02:00 to 03:00, on 25 October from 03:00 to 02:00.
    @Test
    void the_days_on_which_the_clock_is_set_have_one_mail_too() throws Exception {
        plan = new DigestPlan(List.of(SRE), LocalTime.of(2, 30), PARIS);
        var operation = process("one");
        episodes.add(fired("Disk", "2026-03-01T03:00:00Z", null));
        for (String at : List.of("2026-03-29T01:29:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z", "2026-10-25T00:29:00Z",
                "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z")) {
            now = Instant.parse(at);
            round(operation);
            int expected = at.compareTo("2026-03-29T01:30:00Z") < 0 ? 0 : at.compareTo("2026-10-25T00:30:00Z") < 0 ? 1 : 2;
            assertThat(smtp.mails()).as(at).hasSize(expected);
        }
    }

    private static void round(DigestOperation... operations) throws InterruptedException {
        for (DigestOperation operation : operations) {
            operation.round();
        }
    }

    private DigestOperation process(String name) {
        Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        SmtpUrl url = SmtpUrl.parse("smtp://" + smtp.address());
        var sources = new DigestSources(new Episodes(), new Rules(), new Undelivered(), samples, () -> URI.create("https://watch.example.org"));
        return new DigestOperation(() -> Optional.of(plan), () -> Optional.of(new Sender(MailServer.of(url), url.from())), sources,
                new DigestStore(database.jdbc()), new Leases(database.jdbc(), database.transactions(), name), clock);
    }

    private static AlertEpisode fired(String rule, String from, @Nullable String until) {
        Labels labels = Labels.of("alertname", rule, "instance", "i1", "severity", "critical");
        Instant began = Instant.parse(from);
        var change = new AlertChange(1, began, until == null ? Kind.FIRED : Kind.RESOLVED, rule, "rule", "file", "group", rule, labels,
                Collections.unmodifiableSortedMap(new TreeMap<>(Map.of())), 1, began, began, null, "");
        return new AlertEpisode(change, until == null ? null : Instant.parse(until));
    }

    private void backup(String plan, int succeeded, int age) {
        long at = Instant.parse("2026-11-21T06:59:00Z").toEpochMilli();
        Map<String, Double> values = Map.of("last_success_timestamp_seconds", (double) Instant.parse("2026-11-21T07:00:00Z").getEpochSecond() - age,
                "last_attempt_success", (double) succeeded, "expected_interval_seconds", 86_400.0, "last_verified_timestamp_seconds", 0.0, "size_bytes", 1.5e9);
        values.forEach((name, value) -> samples.load(List.of(new SampleColumn(Labels.of(Labels.NAME, "keepwatch_backup_" + name, "plan", plan),
                new long[] {at}, new double[] {value}))));
    }

    private String text() throws MessagingException, IOException {
        byte[] raw = smtp.mails().getLast().data().getBytes(StandardCharsets.ISO_8859_1);
        var parts = (MimeMultipart) new MimeMessage((Session) null, new ByteArrayInputStream(raw)).getContent();
        assertThat(parts.getBodyPart(1).getContent().toString()).contains("</html>");
        return parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n");
    }

    private final class Episodes implements AlertHistory {

        @Override
        public List<AlertChange> changes(Scope scope) {
            return List.of();
        }

        @Override
        public List<AlertEpisode> episodes(Scope scope) {
            return episodes.stream().filter(one -> one.firedAt().isBefore(scope.to()) && (one.until() == null || !one.until().isBefore(scope.from()))).toList();
        }

        @Override
        public List<AlertChange> after(long position, int limit) {
            return List.of();
        }
    }

    private final class Rules implements RuleGroups {

        @Override
        public List<RuleGroupStatus> groups() {
            return List.of();
        }

        @Override
        public List<RefusedRules> refused() {
            return refused;
        }

        @Override
        public long stamp() {
            return 0;
        }
    }

    private final class Undelivered implements Deliveries {

        @Override
        public List<Delivery> list(Scope scope) {
            return undelivered;
        }

        @Override
        public Optional<Delivery> find(long id) {
            return Optional.empty();
        }

        @Override
        public List<Trouble> troubles() {
            return List.of();
        }

        @Override
        public void retry(long id, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Long> test(String receiver, Actor actor) {
            throw new UnsupportedOperationException();
        }
    }
}
