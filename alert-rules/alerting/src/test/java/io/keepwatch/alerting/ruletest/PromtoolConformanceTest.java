package io.keepwatch.alerting.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// promtool's own test files get promtool's verdicts (Prometheus 3, cmd/promtool and model/rulefmt).
class PromtoolConformanceTest {

    private static final String VARIABLE = "KEEPWATCH_CONFORMANCE_DATA";

    private static final Set<String> TESTS_THAT_FAIL = Set.of("bad-input-series.yml", "bad-promql.yml", "bad-rules-error-test.yml",
            "bad-rules-syntax-test.yml", "failing.yml", "rules_run.yml", "rules_run_extrafields.yml", "rules_run_fuzzy.yml", "rules_run_no_fuzzy.yml");

    private static final Set<String> RULES_THAT_FAIL = Set.of("bad-rules-syntax.yml", "features.yml", "rules-bad.yml", "rules_extrafields.yml",
            "bad_expr.bad.yaml", "bad_field.bad.yaml", "duplicate_grp.bad.yaml", "invalid_label_name.bad.yaml", "invalid_record_name.bad.yaml",
            "no_rec_alert.bad.yaml", "noexpr.bad.yaml", "record_and_alert.bad.yaml", "record_and_for.bad.yaml",
            "record_and_keep_firing_for.bad.yaml", "invalid_rules.yaml");

    @Test
    void unitTestFilesPassAndFailAsTheyDoInPromtool() throws IOException {
        Set<String> failed = new TreeSet<>();
        for (Path file : files("promtool")) {
            if (!Files.readString(file).contains("\ntests:") && !Files.readString(file).startsWith("tests:")) {
                continue;
            }
            RuleTestReport report = RuleTests.run(file);
            if (!report.passed()) {
                failed.add(file.getFileName().toString());
                assertThat(TESTS_THAT_FAIL).as(report.failures().toString()).contains(file.getFileName().toString());
            }
        }
        assertThat(failed).isEqualTo(expected(TESTS_THAT_FAIL));
    }

    @Test
    void ruleFilesAreReadAndRefusedAsTheyAreByPromtool() throws IOException {
        Set<String> refused = new TreeSet<>();
        List<Path> files = Stream.of("promtool", "rulefmt", "rules-fixtures").flatMap(folder -> files(folder).stream()).toList();
        for (Path file : files) {
            if (!Files.readString(file).contains("\ngroups:") && !Files.readString(file).startsWith("groups:")) {
                continue;
            }
            RuleFile read = RuleFileReader.read(file);
            if (!read.problems().isEmpty()) {
                refused.add(file.getFileName().toString());
                assertThat(RULES_THAT_FAIL).as(read.problems().toString()).contains(file.getFileName().toString());
            }
        }
        assertThat(refused).isEqualTo(expected(RULES_THAT_FAIL));
    }

    private static Set<String> expected(Set<String> names) {
        return System.getenv(VARIABLE) == null ? Set.of() : new TreeSet<>(names);
    }

    private static List<Path> files(String folder) {
        String data = System.getenv(VARIABLE);
        if (data == null) {
            System.out.println("Rules conformance: none run, " + VARIABLE + " is not set; the files are those of Prometheus' cmd/promtool/testdata");
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(data, folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
