package io.keepwatch.ui.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.ui.waterfall.CriticalPath;
import io.keepwatch.ui.waterfall.TestTrace;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void names_the_span_in_which_the_failure_began_and_not_those_that_passed_it_on() {
        var trace = new TestTrace()
                .span("root", "", "POST /quotes", 0, 100).failed("")
                .span("insert", "root", "INSERT quotes", 10, 14)
                .failed("", "db.system.name", "postgresql", "db.response.status_code", "23503")
                .exception("org.postgresql.util.PSQLException",
                        "ERROR: insert or update on table \"quotes\" violates foreign key constraint \"quotes_author_id_fkey\"\n  Detail: Key …");

        assertThat(verdict(trace)).startsWith("INSERT quotes failed: 23503 insert or update on table \"quotes\" violates foreign key constraint "
                + "\"quotes_author_id_fkey\".");
    }

    @Test
    void counts_the_same_failure_and_says_when_the_request_succeeded_nonetheless() {
        var trace = new TestTrace()
                .span("root", "", "POST /quotes", 0, 100)
                .span("a", "root", "INSERT quotes", 10, 14).failed("timeout")
                .span("b", "root", "INSERT quotes", 20, 24).failed("timeout");

        assertThat(verdict(trace)).startsWith("INSERT quotes failed twice: timeout. POST /quotes itself succeeded.");
    }

    @Test
    void says_in_words_what_was_waited_for() {
        var trace = new TestTrace()
                .span("root", "", "POST /v1/quotes", 0, 1_842)
                .span("pool", "root", "db.pool.acquire", 10, 392)
                .span("insert1", "root", "INSERT quotes", 400, 440)
                .span("wait1", "root", "retry.backoff", 450, 700)
                .span("wait2", "root", "retry.backoff", 700, 1_000)
                .span("rest", "root", "SELECT authors", 1_000, 1_840);

        assertThat(verdict(trace)).isEqualTo("SELECT authors took 840 ms (46 %), back-off between retries took 550 ms (30 %).".replace(" ms", "\u00a0ms").replace(" %", "\u00a0%"));
    }

    @Test
    void adds_up_what_was_repeated() {
        var trace = new TestTrace().span("root", "", "GET /quotes", 0, 100);
        for (int i = 0; i < 10; i++) {
            trace.span("q" + i, "root", "SELECT authors", i * 10, i * 10 + 9);
        }

        assertThat(verdict(trace)).contains("10 × SELECT authors took 90\u00a0ms (90\u00a0%)");
    }

    @Test
    void leaves_out_what_ran_beside_and_delayed_nothing() {
        var trace = new TestTrace()
                .span("root", "", "GET /quotes", 0, 100)
                .span("cache", "root", "refresh cache", 0, 60)
                .span("query", "root", "SELECT quotes", 0, 98);

        assertThat(verdict(trace)).isEqualTo("SELECT quotes took 98\u00a0ms (98\u00a0%).");
    }

    @Test
    void of_a_single_span_there_is_little_to_say() {
        assertThat(verdict(new TestTrace().span("root", "", "tick", 0, 5))).isEqualTo("One span, no error.");
    }

    private static String verdict(TestTrace trace) {
        var tree = trace.tree();
        return new Verdict(tree, CriticalPath.of(tree)).text();
    }
}
