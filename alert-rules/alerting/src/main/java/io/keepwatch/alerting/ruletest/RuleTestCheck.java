package io.keepwatch.alerting.ruletest;

import io.keepwatch.alerting.ruletest.RuleTestReport.Failure;
import io.keepwatch.settings.CheckedFile;
import io.keepwatch.settings.Configuration;
import io.keepwatch.settings.ConfigurationCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Runs the files of unit tests that `./keepwatch check` is given.
final class RuleTestCheck implements ConfigurationCheck {

    /// The configuration names no tests; they are of interest before rules are put in place, not at the start.
    @Override
    public List<Path> files(Configuration configuration) {
        return List.of();
    }

    @Override
    public boolean isFor(Set<String> keys) {
        return keys.contains("tests") || keys.contains("rule_files");
    }

    @Override
    public List<CheckedFile> check(List<Path> files) {
        return files.stream().map(RuleTestCheck::check).toList();
    }

    private static CheckedFile check(Path file) {
        try {
            RuleTestReport report = RuleTests.run(file);
            if (!report.passed()) {
                return CheckedFile.refused(file, report.failures().stream().map(failure -> text(file, failure)).toList());
            }
            String tests = report.tests() == 1 ? "1 test passed" : report.tests() + " tests passed";
            return CheckedFile.valid(file, tests + String.join("", report.warnings().stream().map(warning -> "; warning: " + warning).toList()));
        } catch (IOException e) {
            return CheckedFile.refused(file, List.of("Cannot read " + file + " or a rule file that it names: " + e.getMessage()));
        }
    }

    private static String text(Path file, Failure failure) {
        return file + (failure.line() == 0 ? "" : ":" + failure.line()) + ": "
                + (failure.test().isEmpty() ? "" : "test " + failure.test() + " failed: ") + failure.text();
    }
}
