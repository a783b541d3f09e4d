package io.keepwatch.alerting.silencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.alerting.routing.Silence.State;
import io.keepwatch.audit.AuditFilter;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class StoredSilencesTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final Actor ANN = new Actor("ann", Role.OPERATOR, "127.0.0.1");

    private final TestDatabase.Maker maker;
    private TestDatabase database;
    private StoredSilences silences;
    private AuditLog audit;
    private Instant now = START;

    StoredSilencesTest(TestDatabase.Maker maker) {
        this.maker = maker;
    }

    @BeforeEach
    void open() {
        database = maker.open();
        InstantSource time = () -> now;
        Clock clock = time.withZone(ZoneOffset.UTC);
        audit = new AuditLog(database.jdbc(), database.transactions(), clock);
        silences = new StoredSilences(database.jdbc(), database.transactions(), audit, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Silence silence(String id, String matchers, Instant from, Instant to) {
        return new Silence(id, MatcherText.parse(matchers), from, to, from, "me", "because of \"this\"\0");
    }

    private Silence save(String id, String matchers, Duration from, Duration to) {
        return silences.save(silence(id, matchers, now.plus(from), now.plus(to)), ANN);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private State state(String id) {
        return silences.find(id).orElseThrow().state(now);
    }

    private List<String> audited() {
        return audit.search(AuditFilter.ALL, 0, 100).reversed().stream()
                .map(entry -> entry.action() + " " + entry.who()).toList();
    }

    @Test
    void a_new_one_is_kept_as_it_was_given_and_does_not_begin_in_the_past() {
        Silence kept = save("", "alertname=\"A\", instance!~\"x.*\", \"größe\"=\"ü\"", Duration.ofHours(-1), Duration.ofHours(1));

        assertThat(kept.id()).matches("[0-9a-f-]{36}");
        assertThat(kept.startsAt()).isEqualTo(START);
        assertThat(kept.comment()).isEqualTo("because of \"this\"?");
        assertThat(silences.find(kept.id())).contains(kept);
        assertThat(MatcherText.write(kept.matchers())).isEqualTo("{alertname=\"A\",instance!~\"x.*\",größe=\"ü\"}");
        assertThat(audited()).containsExactly("silence.created ann");
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> save("", "a=~\".*\"", Duration.ZERO, Duration.ofHours(1)))
                .withMessage("at least one matcher must not match the empty string");
        assertThatIllegalArgumentException().isThrownBy(() -> save("", "a=\"b\"", Duration.ofHours(-2), Duration.ofHours(-1)))
                .withMessage("end time can't be in the past");
        assertThatThrownBy(() -> save("none", "a=\"b\"", Duration.ZERO, Duration.ofHours(1))).isInstanceOf(NoSuchElementException.class)
                .hasMessage("silence not found");
        assertThatThrownBy(() -> silences.expire("none", ANN)).isInstanceOf(NoSuchElementException.class);
        assertThat(audited()).isEmpty();
    }

    @Test
    void one_that_has_begun_can_only_end_at_another_time() {
        Silence kept = save("", "a=\"b\"", Duration.ZERO, Duration.ofHours(1));
        pass(Duration.ofMinutes(10));

        Silence longer = silences.save(silence(kept.id(), "a=\"b\"", kept.startsAt(), now.plus(Duration.ofHours(5))), ANN);
        assertThat(longer.id()).isEqualTo(kept.id());
        assertThat(silences.all()).containsExactly(longer);

        Silence other = silences.save(silence(kept.id(), "a=\"c\"", kept.startsAt(), now.plus(Duration.ofHours(5))), ANN);
        assertThat(other.id()).isNotEqualTo(kept.id());
        assertThat(other.startsAt()).isEqualTo(now);
        assertThat(state(kept.id())).isEqualTo(State.EXPIRED);

        Silence later = silences.save(silence(other.id(), "a=\"c\"", now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(5))), ANN);
        assertThat(later.id()).isNotEqualTo(other.id());
        assertThat(state(other.id())).isEqualTo(State.EXPIRED);
        assertThat(audited()).containsExactly("silence.created ann", "silence.changed ann", "silence.expired ann", "silence.created ann",
                "silence.expired ann", "silence.created ann");
    }

    @Test
    void one_that_has_not_begun_can_begin_at_another_time_and_one_that_is_over_comes_again_as_a_new_one() {
        Silence kept = save("", "a=\"b\"", Duration.ofHours(1), Duration.ofHours(2));

        assertThat(save(kept.id(), "a=\"b\"", Duration.ofHours(2), Duration.ofHours(3)).id()).isEqualTo(kept.id());
        assertThat(save(kept.id(), "a=\"b\"", Duration.ofMinutes(-1), Duration.ofHours(3)).id()).isNotEqualTo(kept.id());
        assertThat(state(kept.id())).isEqualTo(State.EXPIRED);
        assertThat(save(kept.id(), "a=\"b\"", Duration.ZERO, Duration.ofHours(3)).id()).isNotEqualTo(kept.id());
    }

    @Test
    void expired_ones_stay_for_120_hours_behind_those_that_are_active_or_will_be() {
        Silence over = save("", "a=\"1\"", Duration.ZERO, Duration.ofHours(1));
        silences.expire(over.id(), ANN);
        silences.expire(over.id(), ANN);
        Silence pending = save("", "a=\"2\"", Duration.ofHours(1), Duration.ofHours(900));
        Silence active = save("", "a=\"3\"", Duration.ZERO, Duration.ofHours(900));
        assertThat(silences.all()).extracting(Silence::id).containsExactly(active.id(), pending.id(), over.id());
        assertThat(audited()).filteredOn("silence.expired ann"::equals).hasSize(1);

        pass(Duration.ofHours(120));
        assertThat(silences.all()).extracting(Silence::id).containsExactlyInAnyOrder(active.id(), pending.id());
        assertThat(silences.find(over.id())).isEmpty();
        silences.expire(active.id(), ANN);
        assertThat(database.jdbc().sql("select count(*) from silence").query(Long.class).single()).isEqualTo(2);
    }
}
