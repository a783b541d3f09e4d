package io.keepwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.ConfigurableApplicationContext;

/// What Spring Boot finds by itself in a process that has the platform.
class StartTest {

    @Configuration(proxyBeanMethods = false)
    @Import(SettingsConfiguration.class)
    static class App {

        @Bean
        @ConditionalOnRole(Settings.ProcessRole.COLLECTOR)
        String forCollectors() {
            return "collector";
        }

        @Bean
        @ConditionalOnRole(Settings.ProcessRole.CONTROL)
        String forControl() {
            return "control";
        }
    }

    @TempDir
    Path directory;

    @Test
    void both_roles_by_default_and_one_when_asked() {
        try (var context = run()) {
            assertThat(context.getBeansOfType(String.class)).containsOnlyKeys("forCollectors", "forControl");
        }
        try (var context = run("--keepwatch.roles=control", "--KEEPWATCH_CLICKHOUSE_URL=http://ch:8123",
                "--KEEPWATCH_DATABASE_URL=jdbc:postgresql://db/kw")) {
            assertThat(context.getBeansOfType(String.class)).containsOnlyKeys("forControl");
            assertThat(context.getBean(Settings.class).roles()).containsExactly(Settings.ProcessRole.CONTROL);
        }
    }

    @Test
    void a_wrong_setting_prints_one_line_and_ends_with_status_2() {
        String printed = printedByFailingStart("--KEEPWATCH_HTTP_PORT=x");

        assertThat(printed).isEqualTo("keepwatch: Cannot use KEEPWATCH_HTTP_PORT=x (environment):"
                + " a port is a number from 0 to 65535, and 0 means any free one\n");
    }

    @Test
    void a_wrong_configuration_prints_one_line_even_from_within_a_bean() throws Exception {
        Path file = Files.writeString(directory.resolve("keepwatch.yaml"), "keepwatch: {nonsense: 1}");

        String printed = printedByFailingStart("--KEEPWATCH_CONFIG=" + file);

        assertThat(printed).isEqualTo("keepwatch: Cannot use keepwatch.nonsense (" + file + ":1): no such setting; valid here: telemetry\n");
    }

    private String printedByFailingStart(String argument) {
        var captured = new ByteArrayOutputStream();
        PrintStream original = System.err;
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> run(argument));
        } finally {
            System.setErr(original);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }

    private ConfigurableApplicationContext run(String... arguments) {
        var application = new SpringApplication(App.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        var all = new ArrayList<>(List.of("--KEEPWATCH_HOME=" + directory.resolve("data"), "--spring.main.banner-mode=off"));
        all.addAll(List.of(arguments));
        return application.run(all.toArray(String[]::new));
    }
}
