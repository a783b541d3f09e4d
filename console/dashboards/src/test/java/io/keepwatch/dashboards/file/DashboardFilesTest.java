package io.keepwatch.dashboards.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.DashboardException;
import io.keepwatch.dashboards.Dashboards.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    private DashboardFiles files;

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void takes_what_the_pattern_means_and_follows_changes() {
        write("boards/one.yaml", board("One", "up"));
        write("boards/ignored.txt", "title: No");
        open("boards/*.yaml");

        assertThat(own()).containsExactly("One");
        write("boards/one.yaml", board("One, changed", "up"));
        write("boards/two.yaml", board("Two", "up"));
        files.look();
        assertThat(own()).containsExactly("One, changed", "Two");
        delete("boards/two.yaml");
        files.look();
        assertThat(own()).containsExactly("One, changed");
    }

    @Test
    void a_bad_file_is_told_and_the_others_stay() {
        write("boards/good.yaml", board("Good", "up"));
        write("boards/bad.yaml", board("Bad", "sum(up"));
        open("boards");

        assertThat(own()).containsExactly("Good");
        assertThat(files.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.place()).isEqualTo(folder.resolve("boards/bad.yaml") + ":6");
            assertThat(refused.reason()).startsWith("the query cannot be read");
            assertThat(refused.inUse()).isFalse();
        });
        write("boards/bad.yaml", board("Bad no more", "sum(up)"));
        files.look();
        assertThat(own()).containsExactly("Bad no more", "Good");
        assertThat(files.refused()).isEmpty();
    }

    @Test
    void a_bad_edit_leaves_the_former_state_in_use_and_says_so() {
        write("boards/one.yaml", board("One", "up"));
        open("boards/one.yaml");
        write("boards/one.yaml", "title: [");
        files.look();
        files.look();

        assertThat(own()).containsExactly("One");
        assertThat(files.refused()).singleElement().extracting(Refused::inUse, Refused::since).containsExactly(true, NOW);
    }

    @Test
    void a_file_that_is_named_and_missing_is_told() {
        open("boards/none.yaml");
        assertThat(files.refused()).singleElement().extracting(Refused::reason).isEqualTo("there is no such file");
    }

    @Test
    void the_first_of_two_files_with_one_address_stays() {
        write("a/shop.yaml", board("First", "up"));
        write("b/shop.yaml", board("Second", "up"));
        open("*/shop.yaml");
        assertThat(own()).containsExactly("First");
        assertThat(files.refused()).singleElement().satisfies(refused -> assertThat(refused.place()).endsWith("b/shop.yaml"));
    }

    @Test
    void an_uploaded_dashboard_is_kept_until_it_is_removed() {
        open("boards");
        files.upload(files.read("mine.yaml", board("Mine", "up")));
        assertThat(own()).containsExactly("Mine");
        assertThatThrownBy(() -> files.upload(files.read("mine.yaml", board("Again", "up"))))
                .isInstanceOf(DashboardException.class).hasMessageContaining("dashboards/mine is that of another dashboard");
        files.remove("mine");
        assertThat(own()).isEmpty();
    }

    @Test
    void all_shipped_dashboards_can_be_read() {
        open("boards");
        assertThat(files.list()).filteredOn(dashboard -> dashboard.origin().shipped()).isNotEmpty();
    }

    private void open(String entry) {
        files = new DashboardFiles(() -> List.of(folder.resolve(entry)), folder.resolve("uploads"), Clock.fixed(NOW, ZoneOffset.UTC));
        files.look();
    }

    private List<String> own() {
        return files.list().stream().filter(dashboard -> !dashboard.origin().shipped()).map(Dashboard::title).toList();
    }

    private static String board(String title, String query) {
        return """
                title: %s
                rows:
                  - panels:
                      - title: A
                        queries:
                          - query: %s
                """.formatted(title, query);
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String name) {
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
