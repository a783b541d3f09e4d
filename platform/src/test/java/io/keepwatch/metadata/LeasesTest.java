package io.keepwatch.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class LeasesTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final TestDatabase database;
    private final Leases ours;
    private final Leases theirs;

    LeasesTest(TestDatabase.Maker maker) {
        database = maker.open();
        ours = new Leases(database.jdbc(), database.transactions(), "ours");
        theirs = new Leases(database.jdbc(), database.transactions(), "theirs");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void is_held_by_one_at_a_time() {
        Lease lease = ours.acquire("plan/quotes", LONG).orElseThrow();

        assertThat(lease.owner()).isEqualTo("ours");
        assertThat(theirs.acquire("plan/quotes", LONG)).isEmpty();
        assertThat(ours.acquire("plan/quotes", LONG)).isEmpty();
        assertThat(theirs.acquire("plan/other", LONG)).isPresent();
    }

    @Test
    void lasts_as_long_as_asked_by_the_clock_of_the_database() {
        var now = database.jdbc().sql("select current_timestamp").query(java.time.OffsetDateTime.class).single().toInstant();

        Lease lease = ours.acquire("x", LONG).orElseThrow();

        assertThat(lease.until()).isBetween(now.plus(LONG), now.plus(LONG).plusSeconds(60));
    }

    @Test
    void all_are_free_when_they_are_ended_and_who_held_one_can_write_no_more() {
        Lease old = ours.acquire("x", LONG).orElseThrow();

        theirs.endAll();

        assertThat(ours.renew(old, LONG)).isEmpty();
        assertThat(theirs.acquire("x", LONG)).isPresent();
    }

    @Test
    void passes_on_when_it_has_run_out_and_the_old_owner_can_write_no_more() {
        Lease old = ours.acquire("x", LONG).orElseThrow();
        runOut("x");

        Lease taken = theirs.acquire("x", LONG).orElseThrow();

        assertThat(taken.token()).isGreaterThan(old.token());
        assertThat(ours.renew(old, LONG)).isEmpty();
        assertThatThrownBy(() -> ours.guarded(old, () -> write("late"))).isInstanceOf(LeaseLostException.class);
        assertThat(theirs.guarded(taken, () -> write("in time"))).isEqualTo(1);
        assertThat(database.jdbc().sql("select name from lease where owner = 'written'").query(String.class).list()).containsExactly("in time");
    }

    @Test
    void a_late_owner_keeps_what_nobody_took() {
        Lease lease = ours.acquire("x", LONG).orElseThrow();
        runOut("x");

        assertThat(ours.renew(lease, LONG)).hasValueSatisfying(renewed -> assertThat(renewed.token()).isEqualTo(lease.token()));
        assertThat(theirs.acquire("x", LONG)).isEmpty();
    }

    @Test
    void released_it_is_free_at_once_and_its_token_is_spent() {
        Lease lease = ours.acquire("x", LONG).orElseThrow();

        ours.release(lease);

        assertThatThrownBy(() -> ours.guarded(lease, () -> write("late"))).isInstanceOf(LeaseLostException.class);
        assertThat(theirs.acquire("x", LONG)).isPresent();
    }

    @Test
    void of_many_who_want_it_at_once_one_gets_it() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 8; i++) {
                var leases = new Leases(database.jdbc(), database.transactions(), "owner-" + i);
                attempts.add(threads.submit(() -> leases.acquire("contended", LONG).isPresent()));
            }
            int winners = 0;
            for (Future<Boolean> attempt : attempts) {
                winners += attempt.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
    }

    private int write(String name) {
        return database.jdbc().sql("insert into lease (name, owner, until, token) values (:name, 'written', current_timestamp, 0)")
                .param("name", name).update();
    }

    private void runOut(String name) {
        database.jdbc().sql("update lease set until = current_timestamp - interval '1' second where name = :name").param("name", name).update();
    }
}
