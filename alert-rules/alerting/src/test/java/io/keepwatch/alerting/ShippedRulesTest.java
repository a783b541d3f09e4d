package io.keepwatch.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RecordingRule;
import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleExtrasReader;
import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import io.keepwatch.alerting.ruletest.RuleTestReport;
import io.keepwatch.alerting.ruletest.RuleTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files of `alert-rules/rules`: what they promise, and that their unit tests pass here as they do with promtool.
class ShippedRulesTest {

    private static final Path RULES = Path.of("../rules");
    private static final Path RUNBOOKS = Path.of("../../docs/alerting/runbooks");
    /// An alert that a test expects, in the form that all these tests have.
    private static final Pattern TESTED = Pattern.compile("alertname: (\\w+)(?:, exp_alerts: (\\[]|[&*]))?");

    static List<Path> tests() throws IOException {
        return files(RULES.resolve("tests"), _ -> true);
    }

    static List<Path> ruleFiles() throws IOException {
        return files(RULES, name -> !RuleExtrasFile.isSideFile(name));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void unit_tests_pass(Path test) throws IOException {
        RuleTestReport report = RuleTests.run(test);

        assertThat(report.failures()).isEmpty();
        assertThat(report.tests()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("ruleFiles")
    void can_be_read_with_their_side_files(Path file) throws IOException {
        RuleFile read = RuleFileReader.read(file);

        assertThat(read.problems()).isEmpty();
        assertThat(read.groups()).isNotEmpty().allSatisfy(group -> assertThat(group.interval()).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("ruleFiles")
    void say_what_a_person_needs(Path file) throws IOException {
        for (AlertingRule rule : alerts(file)) {
            assertThat(rule.annotations()).as(rule.name()).containsOnlyKeys("summary", "description", "runbook_url")
                    .containsEntry("runbook_url", "{{ $externalURL }}/runbooks/" + rule.name());
            assertThat(rule.labels().get("severity")).as(rule.name()).isIn("critical", "warning", "info");
            assertThat(rule.extras().appliesIf()).as(rule.name() + " says when it applies").isNotNull();
            assertThat(rule.extras().needs()).as(rule.name() + " says what it needs").isNotEmpty();
        }
    }

    @Test
    void side_files_name_alerts_that_there_are() throws IOException {
        for (Path file : files(RULES, RuleExtrasFile::isSideFile)) {
            Path rules = RULES.resolve(file.getFileName().toString().replace(".extras.", "."));
            assertThat(RuleExtrasReader.read(file.toString(), Files.readString(file)).alerts().keySet())
                    .isSubsetOf(alerts(rules).stream().map(AlertingRule::name).toList());
        }
    }

    @Test
    void every_alert_has_a_runbook_and_every_runbook_an_alert() throws IOException {
        Set<String> runbooks = files(RUNBOOKS, _ -> true).stream().map(file -> file.getFileName().toString().replaceFirst("\\.md$", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(runbooks).isEqualTo(names());
    }

    @Test
    void every_alert_is_tested_firing_and_not_firing() throws IOException {
        var firing = new TreeSet<String>();
        var quiet = new TreeSet<String>();
        for (Path test : tests()) {
            TESTED.matcher(Files.readString(test)).results().forEach(found -> (isQuiet(found) ? quiet : firing).add(found.group(1)));
        }

        assertThat(firing).isEqualTo(names());
        assertThat(quiet).isEqualTo(names());
    }

    private static boolean isQuiet(MatchResult found) {
        return "[]".equals(found.group(2));
    }

    private static Set<String> names() throws IOException {
        var names = new TreeSet<String>();
        for (Path file : ruleFiles()) {
            alerts(file).forEach(rule -> names.add(rule.name()));
        }
        return names;
    }

    private static List<AlertingRule> alerts(Path file) throws IOException {
        return RuleFileReader.read(file).groups().stream().flatMap(group -> group.rules().stream())
                .flatMap(rule -> switch (rule) {
                    case AlertingRule alert -> Stream.of(alert);
                    case RecordingRule _ -> Stream.<AlertingRule>empty();
                }).toList();
    }

    private static List<Path> files(Path folder, Predicate<String> named) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> named.test(file.getFileName().toString())).sorted().toList();
        }
    }
}
