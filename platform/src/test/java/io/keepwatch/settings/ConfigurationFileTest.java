package io.keepwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.settings.Settings.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

class ConfigurationFileTest {

    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
    private static final ConfigurationSection<Stores> STORES = new ConfigurationSection<>("keepwatch.stores", Stores.class);

    enum Mode { FAST_ONE, SAFE }

    record Store(@Nullable Path path, @DefaultValue("5432") int port, @Nullable Secret password, @DefaultValue("safe") Mode mode) {}

    /// A port with adapters: the key `type` chooses.
    interface Place {}

    record Shelf(Path path, @DefaultValue("10") int boards) implements Place {}

    record Cloud(String bucket, @Nullable Secret key) implements Place {}

    /// What a later room's section may look like.
    record Stores(
            @DefaultValue Map<String, Store> named,
            @DefaultValue List<String> order,
            @DefaultValue Map<String, Place> places,
            @Nullable Place only) {

        Stores {
            if (order.contains("nowhere")) {
                throw new UnusableValueException("order", "nowhere", "no such store; valid here: " + String.join(", ", named.keySet()));
            }
        }
    }

    private static final List<SettingsVariant<?>> VARIANTS =
            List.of(new SettingsVariant<>(Place.class, "shelf", Shelf.class), new SettingsVariant<>(Place.class, "cloud", Cloud.class));

    @TempDir
    Path directory;

    private final List<ConfigurationFile> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(ConfigurationFile::close);
    }

    @Test
    void a_missing_file_means_defaults() {
        assertThat(open().get(Retention.SECTION))
                .isEqualTo(new Retention(Duration.ofDays(30), Duration.ofDays(15), Duration.ofDays(395)));
    }

    @Test
    void a_section_can_be_a_list() {
        var boards = new ConfigurationSection<>("keepwatch.boards", Boards.class);
        Path yaml = directory.resolve("boards.yaml");
        assertThat(boards(yaml, "keepwatch: {boards: [a/*.yaml, /b]}", boards))
                .isEqualTo(new Boards(List.of(directory.resolve("a/*.yaml"), Path.of("/b"))));
        assertThat(boards(yaml, "keepwatch: {boards: a}", boards)).isEqualTo(new Boards(List.of(directory.resolve("a"))));
        assertThat(boards(yaml, "keepwatch: {}", boards)).isEqualTo(new Boards(List.of()));
        assertThatThrownBy(() -> boards(yaml, "keepwatch:\n  boards: {files: a}", boards))
                .hasMessageContaining("boards.yaml:2").hasMessageContaining("it is a list; start each entry with a dash");
    }

    record Boards(List<Path> items) {}

    private Boards boards(Path yaml, String text, ConfigurationSection<Boards> section) {
        try {
            Files.writeString(yaml, text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        try (var file = new ConfigurationFile(yaml, List.of(section), Map.of(), Clock.systemUTC())) {
            return file.get(section);
        }
    }

    @Test
    void binds_each_section_to_its_record() {
        write("""
                keepwatch:
                  telemetry:
                    retention: {logs: 7d, traces: 1h30m}
                  stores:
                    named:
                      main: {path: ./backups, port: 1, password: "${STORE_PASSWORD}", mode: fast-one}
                      other: {}
                    order: [main, other]
                """);

        ConfigurationFile file = open();

        assertThat(file.get(Retention.SECTION)).isEqualTo(new Retention(Duration.ofDays(7), Duration.ofMinutes(90), Duration.ofDays(395)));
        Store main = file.get(STORES).named().get("main");
        assertThat(main.path()).isEqualTo(directory.resolve("backups"));
        assertThat(main.mode()).isEqualTo(Mode.FAST_ONE);
        assertThat(main.password().reveal()).isEqualTo("hunter2");
        assertThat(file.get(STORES).toString()).doesNotContain("hunter2");
        assertThat(file.get(STORES).order()).containsExactly("main", "other");
    }

    @Test
    void binds_the_record_that_the_type_chooses() {
        write("""
                keepwatch:
                  stores:
                    places:
                      local: {type: shelf, path: ./here}
                      far-away: {bucket: b, type: cloud, key: "${STORE_PASSWORD}"}
                    only: {type: shelf, path: /there, boards: 3}
                """);

        Stores stores = open().get(STORES);

        assertThat(stores.places().get("local")).isEqualTo(new Shelf(directory.resolve("here"), 10));
        assertThat(((Cloud) stores.places().get("far-away")).key().reveal()).isEqualTo("hunter2");
        assertThat(stores.only()).isEqualTo(new Shelf(Path.of("/there"), 3));
    }

    @Test
    void a_place_that_is_not_mentioned_is_null() {
        write("keepwatch: {stores: {order: [a]}}");

        assertThat(open().get(STORES).only()).isNull();
    }

    @Test
    void reads_other_text_by_the_same_rules() {
        write("keepwatch: {}");

        assertThat(open().parse("demo", "keepwatch: {stores: {order: [b]}}").get(STORES).order()).containsExactly("b");
        assertThatThrownBy(() -> open().parse("demo", "keepwatch: {stores: {ordr: [b]}}"))
                .hasMessage("Cannot use keepwatch.stores.ordr (demo:1): no such setting; valid here: named, only, order, places");
    }

    @Test
    void knows_what_was_written() {
        write("keepwatch: {stores: {named: {main: {password: \"${STORE_PASSWORD}\"}}}}");

        assertThat(open().current().written("keepwatch", "stores", "named", "main")).contains(Map.of("password", "${STORE_PASSWORD}"));
        assertThat(open().current().written("keepwatch", "stores", "named", "other")).isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("keepwatch:\n  telemetry:\n    retention: {lgs: 3d}",
                        "Cannot use keepwatch.telemetry.retention.lgs (§:3): no such setting; valid here: logs, metrics, traces"),
                Arguments.of("keepwatch:\n  telemetry:\n    retention:\n      logs: 3 weeks",
                        "Cannot use keepwatch.telemetry.retention.logs=3 weeks (§:4): use a duration with its unit, e.g. 30d, 12h, 1h30m or 500ms"),
                Arguments.of("keepwatch:\n  telemetry:\n    retention:\n      logs: 30",
                        "Cannot use keepwatch.telemetry.retention.logs=30 (§:4): use a duration with its unit, e.g. 30d, 12h, 1h30m or 500ms"),
                Arguments.of("keepwatch:\n  telemetry:\n    retention:\n      traces: 5m",
                        "Cannot use keepwatch.telemetry.retention (§:4): traces must be kept for an hour at least, e.g. 30d"),
                Arguments.of("keepwatch:\n  telemetry:\n    retention: 30d",
                        "Cannot use keepwatch.telemetry.retention=30d (§:3): expected the keys logs, metrics, traces"),
                Arguments.of("keepwatch:\n  telemetry:\n    archive: {target: s3}",
                        "Cannot use keepwatch.telemetry.archive (§:3): no such setting; valid here: retention"),
                Arguments.of("keepwatch:\n  telemetry: 5",
                        "Cannot use keepwatch.telemetry=5 (§:2): expected the keys retention"),
                Arguments.of("keepwatch:\n  backup:\n    plans:\n      q: {schedule: x}",
                        "Cannot use keepwatch.backup (§:4): no such setting; valid here: stores, telemetry"),
                Arguments.of("server:\n  port: 80",
                        "Cannot use server (§:2): no such setting; valid here: keepwatch"),
                Arguments.of("- a\n- b",
                        "Cannot read §: it is not a mapping; start it with keepwatch:"),
                Arguments.of("just words",
                        "Cannot read §: it is not a mapping; start it with keepwatch:"),
                Arguments.of("keepwatch:\n  telemetry: [\n",
                        "Cannot read §:3: it is not YAML: expected the node content, but found '<stream end>'"),
                Arguments.of("keepwatch: {}\nkeepwatch: {}",
                        "Cannot read §:2: it is not YAML: found duplicate key keepwatch"),
                Arguments.of("keepwatch: {}\n---\nkeepwatch: {}",
                        "Cannot read §: it holds more than one YAML document; remove the line ---"),
                Arguments.of("keepwatch:\n  stores:\n    places:\n      a:\n        path: x",
                        "Cannot use keepwatch.stores.places.a.type (§:5): it is missing; valid here: cloud, shelf"),
                Arguments.of("keepwatch:\n  stores:\n    places:\n      a:\n        path: x\n        type: tape",
                        "Cannot use keepwatch.stores.places.a.type=tape (§:6): no such type; valid here: cloud, shelf"),
                Arguments.of("keepwatch:\n  stores:\n    places:\n      a: /var/backups",
                        "Cannot use keepwatch.stores.places.a.type (§:4): it is missing; valid here: cloud, shelf"),
                Arguments.of("keepwatch:\n  stores:\n    order: [a]\n    only: {}",
                        "Cannot use keepwatch.stores.only.type (§:3): it is missing; valid here: cloud, shelf"),
                Arguments.of("keepwatch:\n  stores:\n    places:\n      a:\n        type: shelf\n        bucket: x",
                        "Cannot use keepwatch.stores.places.a.bucket (§:6): no such setting; valid here: boards, path, type"),
                Arguments.of("keepwatch:\n  stores:\n    only:\n      type: shelf\n      boards: many",
                        "Cannot use keepwatch.stores.only.boards=many (§:5): use a number"),
                Arguments.of("keepwatch:\n  stores:\n    named: {a: {}, b: {}}\n    order: [a, nowhere]",
                        "Cannot use keepwatch.stores.order=nowhere (§:4): no such store; valid here: a, b"),
                Arguments.of("keepwatch:\n  stores:\n    named:\n      a: {}\n      A: {}",
                        "Cannot read §:5: the keys a and A are the same name, for case and dashes do not count; rename one"),
                Arguments.of("keepwatch:\n  stores:\n    named:\n      a b: {}",
                        "Cannot read §:4: the key 'a b' is no name; use letters, digits and dashes"),
                Arguments.of("keepwatch:\n  stores:\n    named:\n      a: {prt: 1}",
                        "Cannot use keepwatch.stores.named.a.prt (§:4): no such setting; valid here: mode, password, path, port"),
                Arguments.of("keepwatch:\n  stores:\n    named:\n      a: {port: many}",
                        "Cannot use keepwatch.stores.named.a.port=many (§:4): use a number"),
                Arguments.of("keepwatch:\n  stores:\n    named:\n      a: {mode: slow}",
                        "Cannot use keepwatch.stores.named.a.mode=slow (§:4): use one of fast-one, safe"),
                Arguments.of("keepwatch:\n  stores:\n    named:\n      a: {password: hunter2}",
                        "Cannot use keepwatch.stores.named.a.password=*** (§:4): a secret is given as a reference, ${ENVIRONMENT_VARIABLE} or file:/path"),
                Arguments.of("keepwatch:\n  stores:\n    named:\n      a: {password: \"${NOPE}\"}",
                        "Cannot use keepwatch.stores.named.a.password=*** (§:4): the environment variable NOPE is not set"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refuses_what_cannot_work_in_one_line(String yaml, String message) {
        write(yaml);

        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(message.replace("§", file().toString()));
    }

    @Test
    void a_good_edit_is_taken_and_told() {
        write("keepwatch: {telemetry: {retention: {logs: 1d}}}");
        ConfigurationFile file = open();
        var told = new ArrayList<Duration>();
        file.onChange(_ -> {
            throw new IllegalStateException("a listener that fails does not keep the others from hearing");
        });
        file.onChange(configuration -> told.add(configuration.get(Retention.SECTION).logs()));

        write("keepwatch: {telemetry: {retention: {logs: 2d}}}");
        file.lookForChange();
        file.lookForChange();

        assertThat(told).containsExactly(Duration.ofDays(2));
        assertThat(file.get(Retention.SECTION).logs()).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void a_bad_edit_keeps_the_old_and_shows_the_problem_until_it_is_mended() {
        write("keepwatch: {telemetry: {retention: {logs: 1d}}}");
        ConfigurationFile file = open();

        write("keepwatch: {telemetry: {retention: {logs: soon}}}");
        file.lookForChange();

        assertThat(file.get(Retention.SECTION).logs()).isEqualTo(Duration.ofDays(1));
        assertThat(file.problem()).contains(new ConfigurationProblem("Cannot use keepwatch.telemetry.retention.logs=soon ("
                + file() + ":1): use a duration with its unit, e.g. 30d, 12h, 1h30m or 500ms", NOW));

        write("keepwatch: {telemetry: {retention: {logs: 1d}}}");
        file.lookForChange();

        assertThat(file.problem()).isEmpty();
    }

    @Test
    void a_file_that_vanishes_keeps_the_old_until_it_is_back() throws Exception {
        write("keepwatch: {telemetry: {retention: {logs: 1d}}}");
        ConfigurationFile file = open();

        Files.move(file(), directory.resolve("away"));
        file.lookForChange();

        assertThat(file.get(Retention.SECTION).logs()).isEqualTo(Duration.ofDays(1));
        assertThat(file.problem()).hasValueSatisfying(problem -> assertThat(problem.message()).contains("the file is gone"));

        Files.move(directory.resolve("away"), file());
        file.lookForChange();

        assertThat(file.problem()).isEmpty();
    }

    @Test
    void sees_by_itself_that_an_editor_replaced_the_file() throws Exception {
        write("keepwatch: {telemetry: {retention: {logs: 1d}}}");
        ConfigurationFile file = open();
        file.watch();

        Path draft = Files.writeString(directory.resolve("draft"), "keepwatch: {telemetry: {retention: {logs: 3d}}}");
        Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        await().atMost(Duration.ofSeconds(30)).until(() -> file.get(Retention.SECTION).logs().equals(Duration.ofDays(3)));
        assertThat(file.problem()).isEqualTo(Optional.empty());
    }

    private ConfigurationFile open() {
        var file = new ConfigurationFile(file(), List.of(Retention.SECTION, STORES), VARIANTS, Map.of("STORE_PASSWORD", "hunter2"),
                Clock.fixed(NOW, ZoneOffset.UTC));
        opened.add(file);
        return file;
    }

    private Path file() {
        return directory.resolve("keepwatch.yaml");
    }

    private void write(String yaml) {
        try {
            Files.writeString(file(), yaml);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
