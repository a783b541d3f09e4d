package io.keepwatch.alerting.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.time.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {

    private static final String GOOD = """
            groups:
              - name: a
                rules: [{alert: A, expr: up == 0}]
              - name: b
                rules: [{alert: B, expr: up == 0}]
            """;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));

    @TempDir
    private Path folder;

    private RuleFiles files;

    @BeforeEach
    void open() {
        files = new RuleFiles(() -> List.of(folder.resolve("my-rules/*.yaml")), folder, List.of(), clock);
    }

    private void write(String content) throws IOException {
        Files.createDirectories(folder.resolve("my-rules"));
        Files.writeString(folder.resolve("my-rules/x.yaml"), content);
        files.look();
    }

    private List<String> groups() {
        return files.book().groups().stream().map(group -> group.group().key() + " " + group.group().rules().getFirst().expr()).toList();
    }

    @Test
    void files_are_called_by_their_path_from_the_configuration_and_read_again_when_they_change() throws IOException {
        write(GOOD);
        assertThat(groups()).containsExactly("my-rules/x.yaml;a up == 0", "my-rules/x.yaml;b up == 0");
        RuleBook before = files.book();
        files.look();
        assertThat(files.book()).as("nothing changed").isSameAs(before);

        write(GOOD.replaceFirst("up == 0", "up < 1"));
        assertThat(groups()).containsExactly("my-rules/x.yaml;a up < 1", "my-rules/x.yaml;b up == 0");
        Files.delete(folder.resolve("my-rules/x.yaml"));
        files.look();
        assertThat(groups()).isEmpty();
    }

    @Test
    void a_bad_group_is_refused_with_file_line_and_reason_and_stays_as_it_was_while_the_other_changes() throws IOException {
        write(GOOD);
        write(GOOD.replaceFirst("up == 0", "up ==").replace("B, expr: up == 0", "B, expr: up < 1"));
        assertThat(groups()).containsExactlyInAnyOrder("my-rules/x.yaml;a up == 0", "my-rules/x.yaml;b up < 1");
        assertThat(files.book().refused()).singleElement().satisfies(refused -> {
            assertThat(refused.problem().toString()).startsWith("my-rules/x.yaml:3: group a: ").contains("could not parse expression");
            assertThat(refused.inUse()).isTrue();
            assertThat(refused.since()).isEqualTo(clock.instant());
        });

        Instant since = clock.instant();
        clock.pass(Duration.ofMinutes(1));
        write(GOOD.replaceFirst("up == 0", "up =="));
        assertThat(files.book().refused()).singleElement().satisfies(refused -> assertThat(refused.since()).isEqualTo(since));
        write(GOOD);
        assertThat(files.book().refused()).isEmpty();
    }

    @Test
    void a_bad_group_that_was_never_good_is_left_out() throws IOException {
        write(GOOD.replaceFirst("up == 0", "up =="));
        assertThat(groups()).containsExactly("my-rules/x.yaml;b up == 0");
        assertThat(files.book().refused()).singleElement().satisfies(refused -> assertThat(refused.inUse()).isFalse());
    }

    @Test
    void a_file_that_is_no_yaml_any_more_changes_nothing() throws IOException {
        write(GOOD);
        write("groups: [");
        assertThat(groups()).hasSize(2);
        assertThat(files.book().refused()).singleElement().satisfies(refused -> assertThat(refused.inUse()).isTrue());
    }

    @Test
    void the_side_file_counts_as_part_of_its_file() throws IOException {
        write(GOOD);
        RuleBook before = files.book();
        Files.writeString(folder.resolve("my-rules/x.extras.yaml"), "alerts:\n  A: {no-data: resolve}\n");
        files.look();
        assertThat(files.book().groups()).hasSize(2).isNotEqualTo(before.groups());
    }

    @Test
    void the_shipped_rules_can_all_be_used() {
        assertThat(ShippedRules.read()).hasSizeGreaterThan(3).allSatisfy(file -> {
            assertThat(file.problems()).isEmpty();
            assertThat(file.path()).startsWith("shipped:");
        });
    }
}
