package io.keepwatch.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Numbers as promtool printed them.
class HumanizeConformanceTest {

    private static final String VARIABLE = "KEEPWATCH_CONFORMANCE_DATA";
    private static final Map<String, String> TEMPLATES = Map.of("humanize", "{{ $value | humanize }}", "humanize1024", "{{ $value | humanize1024 }}",
            "humanizeDuration", "{{ $value | humanizeDuration }}", "humanizePercentage", "{{ $value | humanizePercentage }}",
            "humanizeTimestamp", "{{ $value | humanizeTimestamp }}", "raw", "{{ $value }}", "f2", "{{ printf \"%.2f\" $value }}");

    @Test
    void numbers_are_printed_as_prometheus_prints_them() throws IOException {
        String folder = System.getenv(VARIABLE);
        if (folder == null) {
            System.out.println("Template conformance: none run, " + VARIABLE + " is not set; the file is what promtool prints for 33 values");
            return;
        }
        JsonNode cases = new JsonMapper().readTree(Path.of(folder, "alert-golden", "template_humanize_golden.json").toFile()).get("cases");
        assertThat(cases).hasSizeGreaterThan(30);
        for (JsonNode golden : cases) {
            String value = golden.get("value").asString();
            double number = value.contains("Inf") ? value.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY : Double.parseDouble(value);
            TEMPLATES.forEach((name, text) -> assertThat(filled(text, number)).as(name + " " + value)
                    .isEqualTo(golden.get(name).asString().replace("\\\"", "\"")));
        }
    }

    private static String filled(String text, double value) {
        var data = new TemplateData(Labels.EMPTY, value, Labels.EMPTY, URI.create(""), Instant.EPOCH);
        return AlertTemplate.parse("H", text).expand(data, (_, _) -> List.of()).text();
    }
}
