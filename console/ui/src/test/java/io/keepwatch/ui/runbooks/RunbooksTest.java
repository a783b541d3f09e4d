package io.keepwatch.ui.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.telemetry.SearchQuery;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunbooksTest {

    private static final Path FOLDER = Path.of("../../docs/alerting/runbooks");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]*)\\)");

    static List<String> alerts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.md$", "")).sorted().toList();
        }
    }

    @Test
    void shows_what_stands_in_the_docs_below_the_heading() throws IOException {
        assertThat(Runbooks.of("BackupOverdue")).get().asString().startsWith("**What it means.**");
        assertThat(Files.readString(FOLDER.resolve("BackupOverdue.md"))).startsWith("# BackupOverdue").endsWith(Runbooks.of("BackupOverdue").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nothing", "", "../runbooks/BackupOverdue", "BackupOverdue.md", "package-info"})
    void knows_alerts_and_nothing_else(String alert) {
        assertThat(Runbooks.of(alert)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void every_link_leads_somewhere(String alert) {
        String runbook = Runbooks.of(alert).orElseThrow();

        assertThat(LINK.matcher(runbook).results().map(found -> found.group(1))).allSatisfy(RunbooksTest::leadsSomewhere);
    }

    private static void leadsSomewhere(String link) {
        URI uri = URI.create(link);
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        switch (uri.getPath()) {
            case "/promql" -> parameters(query).forEach(expr -> assertThatCode(() -> PromQlEngine.format(expr)).as(expr).doesNotThrowAnyException());
            case "/traces", "/logs" -> parameters(query).forEach(text -> assertThatCode(() -> SearchQuery.parse(text)).as(text).doesNotThrowAnyException());
            case String path when path.startsWith("/runbooks/") -> assertThat(Runbooks.of(path.substring("/runbooks/".length()))).as(path).isPresent();
            case String path -> assertThat(path).isIn("/services", "/map", "/points", "/backups", "/restores/new", "/settings/self", "/rules", "/alerts",
                    "/dashboards/postgresql", "/dashboards/infrastructure", "/dashboards/keepwatch");
        }
    }

    private static List<String> parameters(String query) {
        return Stream.of(query.split("&")).filter(parameter -> !parameter.isEmpty())
                .map(parameter -> URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8)).toList();
    }
}
