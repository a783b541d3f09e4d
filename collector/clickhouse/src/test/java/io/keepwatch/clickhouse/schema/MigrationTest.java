package io.keepwatch.clickhouse.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A cluster is not at hand in tests: the text that would make its tables is compared. To accept a change, run with
/// `KEEPWATCH_TEST_ACCEPT=true` in the environment and read the difference before committing it.
class MigrationTest {

    private static final Settings.Retention RETENTION =
            new Settings.Retention(Duration.ofDays(30), Duration.ofDays(15), Duration.ofDays(395));

    @ParameterizedTest
    @CsvSource({"single-server.sql,", "cluster.sql,main"})
    void rendersAsAccepted(String golden, String cluster) throws IOException {
        Layout layout = cluster == null ? new Layout.SingleServer() : new Layout.Cluster(cluster);
        String rendered = Migration.all().stream()
                .flatMap(migration -> migration.statements(layout, RETENTION).stream())
                .collect(Collectors.joining(";\n\n", "", ";\n"));

        Path file = Path.of("src/test/resources/io/keepwatch/clickhouse/schema", golden);
        if ("true".equals(System.getenv("KEEPWATCH_TEST_ACCEPT"))) {
            Files.writeString(file, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(file));
    }

    @Test
    void areNumberedWithoutGaps() {
        List<Integer> numbers = Migration.all().stream().map(Migration::number).toList();

        assertThat(numbers).first().isEqualTo(1);
        assertThat(numbers).last().isEqualTo(numbers.size());
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aClusterNameCannotSmuggleInAStatement() {
        assertThatThrownBy(() -> new Layout.Cluster("main'; DROP TABLE otel_logs; --"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use letters");
    }
}
