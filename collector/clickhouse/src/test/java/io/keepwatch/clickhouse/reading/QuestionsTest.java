package io.keepwatch.clickhouse.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.ClickHouseException;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.SearchTooBroadException;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.contract.NastyText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedClickHouseExtension.class)
class QuestionsTest {

    @Test
    void everyValueArrivesAsItIsWhateverItContains(ClickHouseClient client) {
        var questions = new Questions(client);
        for (String text : NastyText.ALL) {
            var parameters = new Parameters();
            assertThat(questions.row("SELECT " + parameters.text(text), parameters, ResultRow::text)).isEqualTo(text);
        }
        var parameters = new Parameters();
        assertThat(questions.<List<String>>row("SELECT " + parameters.texts(NastyText.ALL), parameters, row -> row.list(row::text))).isEqualTo(NastyText.ALL);
    }

    @Test
    void aQuestionThatReadsTooMuchIsRefusedWithAHint(ClickHouseClient client) {
        assertThatExceptionOfType(SearchTooBroadException.class)
                .isThrownBy(() -> new Questions(client).rows("SELECT number FROM numbers(3000000000)", new Parameters(), ResultRow::int64))
                .withMessageContaining("shorter time range");
    }

    @Test
    void aQuestionCannotWrite(ClickHouseClient client) {
        assertThatExceptionOfType(ClickHouseException.class)
                .isThrownBy(() -> new Questions(client).rows("SELECT 1 INTO OUTFILE 'x'", new Parameters(), ResultRow::int64));
        assertThatExceptionOfType(ClickHouseException.class)
                .isThrownBy(() -> new Questions(client).rows("CREATE TABLE t (x Int8) ENGINE = Memory AS SELECT 1 AS x", new Parameters(), ResultRow::int64));
    }

    @Test
    void anInterruptedQuestionIsCancelledInTheServerToo(ClickHouseClient client) throws Exception {
        var questions = new Questions(client);
        var outcome = new CompletableFuture<Throwable>();
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                questions.rows("SELECT sleepEachRow(0.1) AS slow_question FROM numbers(100) SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 0",
                        new Parameters(), ResultRow::uint8);
                outcome.complete(null);
            } catch (RuntimeException e) {
                outcome.complete(e);
            }
        });
        await().until(() -> running(questions) == 1);
        asking.interrupt();
        assertThat(outcome.get()).isInstanceOf(StoreUnavailableException.class);
        await().atMost(Duration.ofSeconds(5)).until(() -> running(questions) == 0);
    }

    @Test
    void theStoreTellsHowItIs(ClickHouse server) throws InterruptedException {
        try (var store = new ClickHouseStore(server)) {
            var status = store.empty().status().status();
            assertThat(status.version()).isNotEmpty();
            assertThat(status.diskFreeBytes()).isPositive().isLessThanOrEqualTo(status.diskTotalBytes());
        }
    }

    @Test
    void aServerThatIsDownIsUnavailable() {
        try (var client = new ClickHouseClient(new DownServer())) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> new Questions(client).rows("SELECT 1", new Parameters(), ResultRow::uint8)).withMessageContaining("gone for lunch");
        }
    }

    private static long running(Questions questions) {
        return questions.row("SELECT count() FROM system.processes WHERE query LIKE '%slow_question%' AND query NOT LIKE '%processes%'", new Parameters(), ResultRow::int64);
    }

    private record DownServer() implements ClickHouse {

        @Override
        public State state() {
            return new State.Down(Instant.EPOCH, "gone for lunch");
        }

        @Override
        public void onChange(Listener listener) {
            listener.changed(state());
        }

        @Override
        public boolean awaitUp(Duration atMost) {
            return false;
        }
    }
}
