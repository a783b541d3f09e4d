package io.keepwatch.alerting.ruletest;

import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RecordingRule;
import io.keepwatch.alerting.rulefile.Rule;
import io.keepwatch.alerting.rulefile.RuleExtras;
import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.alerting.ruletest.RuleTestFile.UnitTest;
import io.keepwatch.alerting.ruletest.RuleTestReport.Failure;
import io.keepwatch.alerting.yaml.YamlProblem;
import io.keepwatch.settings.FilePattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Runs files of unit tests and says what differs.
public final class RuleTests {

    private RuleTests() {}

    /// @throws IOException when a file cannot be read
    public static RuleTestReport run(Path file) throws IOException {
        RuleTestFile tests;
        try {
            tests = RuleTestReader.read(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (YamlProblem e) {
            return RuleTestReport.unreadable(file.toString(), e.line(), e.reason());
        }
        Path folder = Objects.requireNonNullElse(file.getParent(), Path.of("."));
        Set<Path> found = new LinkedHashSet<>();
        List<String> warnings = new ArrayList<>();
        for (String pattern : tests.ruleFiles()) {
            List<Path> files = FilePattern.files(folder.resolve(pattern)).stream()
                    .filter(one -> !RuleExtrasFile.isSideFile(one.getFileName().toString())).toList();
            if (files.isEmpty()) {
                warnings.add("no file matches " + pattern);
            }
            files.forEach(one -> found.add(one.normalize()));
        }
        List<RuleFile> rules = new ArrayList<>();
        for (Path one : found) {
            rules.add(RuleFileReader.read(one));
        }
        return run(tests, rules, warnings);
    }

    /// With the rules in place of those that the test file names.
    ///
    /// @param path what the report calls the tests
    public static RuleTestReport run(String path, String tests, List<RuleFile> rules) {
        try {
            return run(RuleTestReader.read(path, tests), rules, List.of());
        } catch (YamlProblem e) {
            return RuleTestReport.unreadable(path, e.line(), e.reason());
        }
    }

    private static RuleTestReport run(RuleTestFile file, List<RuleFile> rules, List<String> warnings) {
        List<Failure> failures = new ArrayList<>();
        rules.forEach(one -> one.problems().forEach(problem -> failures.add(new Failure(0, "", problem.toString()))));
        if (failures.isEmpty()) {
            List<RuleGroup> groups = ordered(rules, file.groupEvalOrder());
            for (UnitTest test : file.tests()) {
                failures.addAll(new TestRun(file, test, groups).failures());
            }
        }
        return new RuleTestReport(file.path(), file.tests().size(), warnings, failures);
    }

    /// Groups that the order does not name come with the first that it does, as in promtool.
    private static List<RuleGroup> ordered(List<RuleFile> files, List<String> order) {
        Map<String, RuleGroup> groups = new LinkedHashMap<>();
        files.forEach(file -> file.groups().forEach(group -> groups.put(group.key(), asPrometheusReads(group))));
        return groups.values().stream().sorted(Comparator.comparingInt(group -> Math.max(0, order.indexOf(group.name())))).toList();
    }

    /// Without what the side file says: a test has the verdict that promtool gives it, which knows no side files.
    private static RuleGroup asPrometheusReads(RuleGroup group) {
        List<Rule> rules = group.rules().stream().<Rule>map(rule -> switch (rule) {
            case AlertingRule alert -> new AlertingRule(alert.name(), alert.expr(), alert.holdDuration(), alert.keepFiringFor(), alert.labels(),
                    alert.annotations(), RuleExtras.NONE, alert.line());
            case RecordingRule recording -> recording;
        }).toList();
        return new RuleGroup(group.file(), group.name(), group.interval(), group.queryOffset(), group.limit(), group.labels(), rules, group.line());
    }
}
