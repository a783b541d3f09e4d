package io.keepwatch.dashboards.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.settings.CheckedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardCheckTest {

    private static final String BOARD = "title: T\nrows:\n  - panels:\n      - title: P\n        queries:\n          - query: %s\n";

    @TempDir
    Path folder;

    private final DashboardCheck check = new DashboardCheck();

    @Test
    void each_file_is_told_with_the_line_and_the_reason() throws IOException {
        Path good = write("good.yaml", BOARD.formatted("up"));
        Path query = write("query.yaml", BOARD.formatted("sum by (job (up)"));
        Path key = write("key.yaml", "title: T\nrowz: []\n");
        Path gone = folder.resolve("gone.yaml");

        List<CheckedFile> checked = check.check(List.of(good, query, key, gone));

        assertThat(checked.get(0)).isEqualTo(CheckedFile.valid(good, "a dashboard of 1 panel"));
        assertThat(checked.get(1).problems()).singleElement().asString().startsWith("Cannot read " + query + ":6: the query cannot be read: ");
        assertThat(checked.get(2).problems()).singleElement().asString().startsWith("Cannot read " + key + ":1: there is no row");
        assertThat(checked.get(3).problems()).containsExactly("Cannot read " + gone + ": there is no such file");
    }

    @Test
    void two_files_cannot_have_one_address_nor_that_of_a_shipped_one() throws IOException {
        Path one = write("a/shop.yaml", BOARD.formatted("up"));
        Path two = write("b/Shop.yaml", BOARD.formatted("up"));
        Path shipped = write("backups.yaml", BOARD.formatted("up"));

        assertThat(check.check(List.of(one, two, shipped))).extracting(file -> file.problems().isEmpty()).containsExactly(true, false, false);
        assertThat(check.check(List.of(one, two)).getLast().problems().getFirst()).contains(two.toString(), "dashboards/shop is that of another");
    }

    @Test
    void a_dashboard_is_known_by_its_outermost_keys() {
        assertThat(check.isFor(Set.of("title", "rows"))).isTrue();
        assertThat(check.isFor(Set.of("panels", "schemaVersion"))).as("one of Grafana").isTrue();
        assertThat(check.isFor(Set.of("keepwatch"))).isFalse();
        assertThat(check.isFor(Set.of("groups"))).as("alert rules").isFalse();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
