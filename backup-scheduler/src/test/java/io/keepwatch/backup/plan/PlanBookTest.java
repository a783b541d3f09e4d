package io.keepwatch.backup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.settings.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanBookTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GOOD = PaperPlans.yaml("letters", "0 2 * * *", "Europe/Paris");

    @TempDir
    Path folder;

    @Test
    void a_plan_takes_its_server_and_its_defaults() {
        try (var plans = new PaperPlans(folder, GOOD)) {
            BackupPlan plan = plans.book().plan("letters").orElseThrow();

            assertThat(plan.database()).isEqualTo(new ProtectedDatabase("paper", "desk.example", 7, "letters"));
            assertThat(plan.sourceType()).isEqualTo("paper");
            assertThat(plan.timeZone()).isEqualTo(ZoneId.of("Europe/Paris"));
            assertThat(plan.retention()).isEqualTo(RetentionPolicy.DEFAULT);
            assertThat(plans.book().keepOld()).isEqualTo(Duration.ofDays(7));
            assertThat(plans.book().target("box")).contains(
                    new PlanBook.Target("box", "box", folder.resolve("box").toString(), folder.resolve("box")));
        }
    }

    @Test
    void without_a_section_there_are_no_plans() {
        try (var plans = new PaperPlans(folder, "keepwatch: {}")) {
            assertThat(plans.book().plans()).isEmpty();
            assertThat(plans.book().targets()).isEmpty();
        }
    }

    @Test
    void an_edit_is_taken_while_it_runs_and_told() {
        try (var plans = new PaperPlans(folder, GOOD)) {
            var told = new AtomicInteger();
            plans.book().onChange(told::incrementAndGet);

            plans.edit(PaperPlans.yaml("other", "30 4 * * *", "UTC"));

            await().atMost(PATIENCE).until(() -> plans.book().plan("other").isPresent());
            assertThat(plans.book().plan("letters")).isEmpty();
            await().atMost(PATIENCE).until(() -> told.get() > 0);
        }
    }

    @Test
    void a_bad_edit_keeps_every_plan_as_it_was_and_says_why() {
        try (var plans = new PaperPlans(folder, GOOD)) {
            plans.edit(GOOD.replace("0 2 * * *", "0 25 * * *"));

            await().atMost(PATIENCE).until(() -> plans.file().problem().isPresent());
            assertThat(plans.file().problem().orElseThrow().message()).contains("keepwatch.yaml:10", "0 25 * * *", "the hour '25' is none");
            assertThat(plans.book().plan("letters").orElseThrow().schedule().cron()).isEqualTo("0 2 * * *");
        }
    }

    @Test
    void a_copy_of_a_plan_can_be_pasted_and_shows_no_secret() throws Exception {
        try (var plans = new PaperPlans(folder, GOOD)) {
            String copy = plans.book().yaml("letters");

            assertThat(copy).contains("letters:").contains("schedule: 0 2 * * *").doesNotContain("hunter2");
            String rest = GOOD.substring(0, GOOD.indexOf("    plans:"));
            Path pasted = Files.writeString(folder.resolve("pasted.yaml"), rest + copy.substring(copy.indexOf("    plans:")));
            try (var read = PaperPlans.open(pasted, Map.of("PAPER_PASSWORD", "x"))) {
                assertThat(read.get(BackupSettings.SECTION).plans()).isEqualTo(plans.file().get(BackupSettings.SECTION).plans());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "targets: [box]       | targets: [box, cellar]     | targets[1]=cellar (§:12): no such target; valid here: box",
        "targets: [box]       | targets: [box, box]        | targets[1]=box (§:12): it is named twice",
        "targets: [box]       | retention: {daily: 7}      | targets (§:9): it is missing",
        "server: desk         | server: dsk                | source.server=dsk (§:9): no such server; valid here: desk",
        "type: paper          | type: papyrus              | source.type=papyrus (§:9): no such type; valid here: paper",
        "time-zone: Europe    | time-zone: Eutope          | time-zone=Eutope/Paris (§:11): no such time zone",
        "schedule:            | retention: {daily: -1} #   | retention (§:10): daily, weekly and monthly count backups",
        "letters:             | Letters:                   | plans.Letters (§:9): a name has up to 36 lower-case letters",
        "letters:             | a234567890123456789012345678901234567: | lower-case letters, digits and dashes",
        "time-zone: Europe/Paris | encryption: {key: keys.json} | encryption (§:11): this version cannot encrypt backups, and would store them in plain text",
        "time-zone: Europe/Paris | storage-class: {weekly: cold} | storage-class.weekly=cold (§:11): use a storage class as S3 writes it",
        "time-zone: Europe/Paris | encrypt: true           | encrypt (§:11): no such setting; valid here: encryption, retention, schedule, source",
    })
    void refuses_a_plan_that_cannot_run(String good, String bad, String message) throws Exception {
        Path yaml = Files.writeString(folder.resolve("keepwatch.yaml"), GOOD.replace(good, bad));

        assertThatThrownBy(() -> PaperPlans.open(yaml, Map.of("PAPER_PASSWORD", "x")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(message.replace("§", yaml.toString()));
    }

    @Test
    void two_plans_of_one_name_are_refused_with_the_line_of_the_second() throws Exception {
        Path yaml = Files.writeString(folder.resolve("keepwatch.yaml"), GOOD + "      letters: {}\n");

        assertThatThrownBy(() -> PaperPlans.open(yaml, Map.of("PAPER_PASSWORD", "x")))
                .hasMessage("Cannot read " + yaml + ":13: it is not YAML: found duplicate key letters");
    }

    @Test
    void what_others_contribute_stands_under_the_file() {
        try (var plans = new PaperPlans(folder, GOOD)) {
            var contributed = new io.keepwatch.backup.ContributedSettings() {
                @Override
                public String yaml() {
                    return PaperPlans.yaml("letters", "0 9 * * *", "UTC") + PaperPlans.yaml("demo", "*/5 * * * *", "UTC").lines()
                            .dropWhile(line -> !line.contains("demo:")).map(line -> line + "\n").reduce("", String::concat);
                }

                @Override
                public void onChange(Runnable listener) {}
            };
            var book = new ConfiguredPlans(new LiveSettings(plans.file(), List.of(contributed)),
                    List.of(new PaperSource()), List.of(new PaperPlans.Boxes()), Clock.systemUTC());

            assertThat(book.plans()).extracting(BackupPlan::name).containsExactly("demo", "letters");
            assertThat(book.plan("letters").orElseThrow().schedule().cron()).isEqualTo("0 2 * * *");
            assertThat(book.yaml("demo")).contains("*/5 * * * *");
        }
    }
}
