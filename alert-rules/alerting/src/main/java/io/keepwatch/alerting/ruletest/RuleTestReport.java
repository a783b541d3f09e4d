package io.keepwatch.alerting.ruletest;

import java.util.List;

/// What became of a file of tests.
///
/// @param warnings that make no test fail
/// @param failures in the order of the file; the tests that are not among them passed
public record RuleTestReport(String path, int tests, List<String> warnings, List<Failure> failures) {

    /// @param line   of the file, from 1; 0 for the file as a whole
    /// @param test   its name; empty when no test could be run
    /// @param text   what was expected and what came; several lines
    public record Failure(int line, String test, String text) {}

    public boolean passed() {
        return failures.isEmpty();
    }

    static RuleTestReport unreadable(String path, int line, String reason) {
        return new RuleTestReport(path, 0, List.of(), List.of(new Failure(line, "", reason)));
    }
}
