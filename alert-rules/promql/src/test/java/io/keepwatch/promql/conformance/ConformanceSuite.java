package io.keepwatch.promql.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All of Prometheus' test files over one store; every store has to pass the same cases.
public final class ConformanceSuite {

    private static final String VARIABLE = "KEEPWATCH_CONFORMANCE_DATA";
    private static final int REQUIRED = 1_100;

    private ConformanceSuite() {}

    /// Prints what passed, failed and was left out.
    ///
    /// @param name of the store
    public static void passes(String name, LoadableStore store) throws IOException {
        List<Path> files = files();
        if (files.isEmpty()) {
            System.out.println("PromQL conformance: none run, " + VARIABLE + " is not set; the files are Prometheus' promql/promqltest/testdata");
            return;
        }
        var runner = new ConformanceRunner(store);
        List<ConformanceRunner.Report> reports = files.stream().map(runner::run).toList();
        System.out.println("PromQL conformance over the store " + name);
        print(reports);
        assertThat(reports.stream().flatMap(report -> report.failures().stream()).toList()).isEmpty();
        assertThat(reports.stream().mapToInt(ConformanceRunner.Report::passed).sum()).isGreaterThanOrEqualTo(REQUIRED);
    }

    static List<Path> files() throws IOException {
        String folder = System.getenv(VARIABLE);
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(folder, "promqltest"))) {
            List<Path> tests = files.filter(file -> file.toString().endsWith(".test")).sorted().toList();
            assertThat(tests).as("test files in " + folder + "/promqltest").isNotEmpty();
            return tests;
        }
    }

    private static void print(List<ConformanceRunner.Report> reports) {
        Map<String, Integer> rules = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        System.out.printf("%-28s %7s %7s %9s%n", "file", "passed", "failed", "left out");
        for (ConformanceRunner.Report report : reports) {
            System.out.printf("%-28s %7d %7d %9d%n", report.file(), report.passed(), report.failures().size(), report.leftOutCount());
            report.leftOut().forEach((rule, count) -> rules.merge(rule, count, Integer::sum));
            failures.addAll(report.failures());
        }
        System.out.printf("%-28s %7d %7d %9d%n", "total", reports.stream().mapToInt(ConformanceRunner.Report::passed).sum(), failures.size(),
                reports.stream().mapToInt(ConformanceRunner.Report::leftOutCount).sum());
        rules.forEach((rule, count) -> System.out.printf("left out: %4d for %s%n", count, rule));
        failures.forEach(failure -> System.out.println("FAILED " + failure));
    }
}
