package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.source.Measurement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SourceExtension.class)
class ServerStatisticsTest {

    private final TestServer server;
    private final PostgresqlSource source;

    ServerStatisticsTest(TestServer server, PostgresqlSource source) {
        this.server = server;
        this.source = source;
    }

    @Test
    void tells_size_and_sessions_of_each_database_and_the_limit_of_the_server() throws SQLException {
        String database = server.create("", "CREATE TABLE quotes AS SELECT n, repeat('x', 500) AS text FROM generate_series(1, 10000) n");
        try (Session open = Session.open(server.settings(database))) {
            assertThat(open.holds("true")).isTrue();
            List<Measurement> told = source.measure(server.settings(database));

            assertThat(value(told, "postgresql_db_size_bytes", database)).isGreaterThan(5_000_000);
            assertThat(value(told, "postgresql_backends", database)).isEqualTo(1);
            assertThat(told).filteredOn(one -> one.name().equals("postgresql_connection_max")).singleElement()
                    .satisfies(one -> assertThat(one.value()).isPositive());
            assertThat(told).filteredOn(Measurement::counts).extracting(Measurement::name)
                    .contains("postgresql_commits", "postgresql_rollbacks", "postgresql_tup_inserted");
        }
    }

    private static double value(List<Measurement> told, String name, String database) {
        return told.stream().filter(one -> one.name().equals(name) && database.equals(one.labels().get("postgresql_database_name")))
                .mapToDouble(Measurement::value).sum();
    }
}
