package io.keepwatch;

import io.keepwatch.cli.CommandLine;
import io.keepwatch.settings.StartProblem;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/// The product's process. `up` starts it; every other word is a command for the one that runs.
///
/// Each room is found by its own configuration, which says what roles it needs; the pages are [ConsolePages].
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan(excludeFilters = {
    @Filter(type = FilterType.CUSTOM, classes = {TypeExcludeFilter.class, AutoConfigurationExcludeFilter.class}),
    @Filter(type = FilterType.REGEX, pattern = "io\\.keepwatch\\.ui\\..*")})
public class Keepwatch {

    public static void main(String[] arguments) {
        var words = List.of(arguments);
        if (words.isEmpty() || !words.getFirst().equals("up")) {
            System.exit(new CommandLine(System.getenv(), System.out, System.err).run(words));
        }
        start(words.subList(1, words.size()));
    }

    /// A start that fails is told in one line by [io.keepwatch.settings.StartProblemReporter].
    private static void start(List<String> options) {
        for (String option : options) {
            if (!option.equals("--demo")) {
                System.err.println("keepwatch: unknown option of up: " + option + "; valid is --demo");
                System.exit(StartProblem.EXIT_CODE);
            }
        }
        var application = new SpringApplication(Keepwatch.class);
        application.setDefaultProperties(Map.of("keepwatch.demo", options.contains("--demo")));
        application.run();
    }
}
