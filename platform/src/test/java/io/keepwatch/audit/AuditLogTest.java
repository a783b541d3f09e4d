package io.keepwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.audit.AuditEntry.Result;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

@OnBothDatabases
class AuditLogTest {

    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.123456789Z");

    private final TestDatabase database;
    private final AuditLog log;

    AuditLogTest(TestDatabase.Maker maker) {
        database = maker.open();
        log = at(NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keeps_what_it_is_told_and_shows_the_newest_first() {
        log.append(entry("ann", "user.created", "bob", Result.OK, Map.of("role", "viewer")));
        log.append(entry("bob", "rule.silenced", "Ünicode \"quoted\" 🚨", Result.REFUSED, Map.of()));

        var records = log.search(AuditFilter.ALL, 0, 10);

        assertThat(records).containsExactly(
                new AuditRecord(2, Instant.parse("2026-05-04T03:02:01.123456Z"), "bob", "operator", "::1", "rule.silenced",
                        "Ünicode \"quoted\" 🚨", Result.REFUSED, "{}"),
                new AuditRecord(1, Instant.parse("2026-05-04T03:02:01.123456Z"), "ann", "operator", "::1", "user.created",
                        "bob", Result.OK, "{\"role\":\"viewer\"}"));
        assertThat(log.verify()).isEmpty();
    }

    @Test
    void finds_by_time_person_action_result_and_text() {
        at(NOW.minus(Duration.ofHours(2))).append(entry("ann", "a", "old", Result.OK, Map.of()));
        log.append(entry("ann", "a", "100% Sure", Result.OK, Map.of("reason", "Because")));
        log.append(entry("bob", "b", "other", Result.FAILED, Map.of()));

        assertThat(found(AuditFilter.ALL.between(NOW.minusSeconds(60), NOW.plusSeconds(60)))).containsExactly(3, 2);
        assertThat(found(AuditFilter.ALL.by("ann"))).containsExactly(2, 1);
        assertThat(found(AuditFilter.ALL.of("b"))).containsExactly(3);
        assertThat(found(AuditFilter.ALL.ended(Result.FAILED))).containsExactly(3);
        assertThat(found(AuditFilter.ALL.containing("0% s"))).containsExactly(2);
        assertThat(found(AuditFilter.ALL.containing("because"))).containsExactly(2);
        assertThat(found(AuditFilter.ALL.containing("_"))).isEmpty();
        assertThat(log.count(AuditFilter.ALL.by("ann"))).isEqualTo(2);
        assertThat(log.search(AuditFilter.ALL, 1, 1)).extracting(AuditRecord::id).containsExactly(2L);
    }

    @Test
    void loses_no_entry_for_its_length() {
        var record = log.append(entry("a".repeat(5000), "b", "\0🚨".repeat(5000), Result.OK, Map.of("big", "x".repeat(50_000))));

        assertThat(record.who()).hasSize(200).endsWith("…");
        assertThat(record.detail()).startsWith("{\"cut\":\"{\\\"big\\\":\\\"xxx");
        assertThat(log.verify()).isEmpty();
    }

    @Test
    void stands_only_if_the_change_of_the_caller_does() {
        assertThatThrownBy(() -> new TransactionTemplate(database.transactions()).executeWithoutResult(_ -> {
            log.append(entry("ann", "a", "undone", Result.OK, Map.of()));
            throw new IllegalStateException("the change failed");
        })).hasMessage("the change failed");
        log.append(entry("ann", "a", "done", Result.OK, Map.of()));

        assertThat(found(AuditFilter.ALL)).containsExactly(1);
        assertThat(log.verify()).isEmpty();
    }

    @Test
    void stays_one_chain_when_many_write_at_once() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 60).forEach(i -> threads.submit(() -> log.append(entry("u" + i, "a", "o", Result.OK, Map.of()))));
        }

        assertThat(log.search(AuditFilter.ALL, 0, 100)).extracting(AuditRecord::id)
                .containsExactlyElementsOf(LongStream.iterate(60, id -> id >= 1, id -> id - 1).boxed().toList());
        assertThat(log.verify()).isEmpty();
    }

    @Test
    void finds_a_record_that_was_changed_behind_its_back() {
        threeEntries();
        database.jdbc().sql("update audit_entry set who = 'eve' where id = 2").update();

        assertThat(log.verify()).contains(new AuditBreak(2, "was changed"));
    }

    @Test
    void finds_a_record_that_was_deleted_in_the_middle_and_at_the_end() {
        threeEntries();
        database.jdbc().sql("delete from audit_entry where id = 3").update();
        assertThat(log.verify()).contains(new AuditBreak(3, "is missing"));

        database.jdbc().sql("delete from audit_entry where id = 1").update();
        assertThat(log.verify()).contains(new AuditBreak(1, "is missing"));
    }

    private void threeEntries() {
        for (int i = 0; i < 3; i++) {
            log.append(entry("ann", "a", "o" + i, Result.OK, Map.of()));
        }
    }

    private List<Integer> found(AuditFilter filter) {
        return log.search(filter, 0, 100).stream().map(record -> (int) record.id()).toList();
    }

    private AuditLog at(Instant instant) {
        return new AuditLog(database.jdbc(), database.transactions(), Clock.fixed(instant, ZoneOffset.UTC));
    }

    private static AuditEntry entry(String who, String action, String object, Result result, Map<String, String> detail) {
        return new AuditEntry(who, "operator", "::1", action, object, result, detail);
    }
}
