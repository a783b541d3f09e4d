package io.keepwatch.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.telemetry.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedClickHouseExtension.class)
class ClickHouseClientTest {

    private final ClickHouseClient client;

    ClickHouseClientTest(ClickHouseClient client) {
        this.client = client;
    }

    @BeforeEach
    void freshTable() {
        client.execute("DROP TABLE IF EXISTS words SYNC");
        client.execute("CREATE TABLE words (id UInt32, word String) ENGINE = MergeTree ORDER BY id");
    }

    @Test
    void whatWasInsertedIsThereWhenTheCallReturns() {
        insert("1\tone\n2\ttwo\n");

        assertThat(words()).isEqualTo("1\tone\n2\ttwo\n");
    }

    @Test
    void queriesRunOnPooledJdbcConnections() {
        insert("7\tseven\n");

        String word = client.query(connection -> {
            try (var statement = connection.prepareStatement("SELECT word FROM words WHERE id = ?")) {
                statement.setInt(1, 7);
                var result = statement.executeQuery();
                assertThat(result.next()).isTrue();
                return result.getString(1);
            }
        });

        assertThat(word).isEqualTo("seven");
    }

    @Test
    void aRefusedStatementSaysWhyWithClickHousesCode() {
        assertThatThrownBy(() -> client.execute("SELECT * FROM nowhere"))
                .isInstanceOfSatisfying(ClickHouseException.class, refused -> assertThat(refused.code()).isEqualTo(60))
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> runByJdbc(client, "SELECT * FROM nowhere"))
                .isInstanceOfSatisfying(ClickHouseException.class, refused -> assertThat(refused.code()).isEqualTo(60));
    }

    @Test
    void whatMayWorkLaterIsToldFromWhatWillNot() {
        var oneSecond = Map.of("max_execution_time", "0.2", "function_sleep_max_microseconds_per_block", "0");
        assertThatThrownBy(() -> client.execute("SELECT sleepEachRow(0.1) FROM numbers(100)", oneSecond))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("159");
        assertThatThrownBy(() -> client.execute(
                        "SELECT groupArray(number) FROM numbers(100000000)", Map.of("max_memory_usage", "10000000")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("241");
    }

    @Test
    void aDiskThatIsNearlyFullRefusesInsertsForNow() {
        client.execute("ALTER TABLE words MODIFY SETTING min_free_disk_bytes_to_perform_insert = 1000000000000000");

        assertThatThrownBy(() -> insert("1\tone\n"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("space");
    }

    @Test
    void theReadOnlyClientReadsAndNothingElse() throws SQLException {
        insert("1\tone\n");
        try (var reader = client.readOnly()) {
            assertThat(copy(reader, "SELECT count() FROM words")).isEqualTo("1\n");
            assertThat(runByJdbc(reader, "SELECT count() FROM words")).isTrue();
            for (String forbidden : new String[] {
                "INSERT INTO words VALUES (2, 'two')",
                "DROP TABLE words",
                "CREATE TABLE other (id UInt32) ENGINE = Memory",
                "ALTER TABLE words DELETE WHERE 1",
                "SELECT * FROM file('/etc/passwd', 'LineAsString')",
                "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
                "SYSTEM STOP MERGES words",
                "SYSTEM STOP LISTEN HTTP",
                "SELECT 1 SETTINGS max_execution_time = 3600",
                "SET readonly = 0",
            }) {
                assertThatThrownBy(() -> reader.execute(forbidden), forbidden).isInstanceOf(ClickHouseException.class);
            }
        }
        assertThat(words()).isEqualTo("1\tone\n");
    }

    @Test
    void anExpressionIsNotAStatementAndInsertsAreSynchronous() {
        assertThatThrownBy(() -> client.execute("1 + 1")).isInstanceOf(ClickHouseException.class);
        assertThat(copy(client, "SELECT getSetting('async_insert'), getSetting('implicit_select') FORMAT TSV"))
                .isEqualTo("false\tfalse\n");
    }

    private void insert(String rows) {
        client.insert(
                "INSERT INTO words FORMAT TSV", ByteBuffer.wrap(rows.getBytes(StandardCharsets.UTF_8)), Map.of());
    }

    private String words() {
        return copy(client, "SELECT * FROM words ORDER BY id FORMAT TSV");
    }

    private static String copy(ClickHouseClient client, String sql) {
        var result = new ByteArrayOutputStream();
        client.copy(sql, Map.of(), result);
        return result.toString(StandardCharsets.UTF_8);
    }

    private static boolean runByJdbc(ClickHouseClient client, String sql) throws SQLException {
        return client.query(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeQuery(sql).next();
            }
        });
    }
}
