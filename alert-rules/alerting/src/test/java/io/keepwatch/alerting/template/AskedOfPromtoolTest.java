package io.keepwatch.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Texts of ours that promtool 2.42 was asked to fill, as annotations of a firing alert: Go's language, its `fmt`, and its messages.
class AskedOfPromtoolTest {

    private static final TemplateData DATA = new TemplateData(Labels.of("__name__", "metric", "job", "api", "instance", "web-1:80", "b", "x"), 1.5,
            Labels.of("cluster", "west"), URI.create("https://w.example.org/base"), Instant.ofEpochSecond(60));

    @Test
    void texts_are_filled_as_promtool_fills_them() throws IOException {
        var softly = new SoftAssertions();
        for (JsonNode one : read("promtool-answers.json")) {
            String text = one.get("text").asString();
            softly.assertThat(AlertTemplate.parse("A", text).expand(DATA, AskedOfPromtoolTest::answer).text()).as(text)
                    .isEqualTo(one.get("filled").asString());
        }
        softly.assertAll();
    }

    @Test
    void texts_are_refused_in_the_words_of_promtool() throws IOException {
        for (JsonNode one : read("promtool-refusals.json")) {
            String text = one.get("text").asString();
            assertThatThrownBy(() -> AlertTemplate.parse("A", text)).as(text).isInstanceOf(TemplateException.class)
                    .hasMessage(one.get("problem").asString());
        }
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream file = AskedOfPromtoolTest.class.getResourceAsStream(name)) {
            JsonNode all = new JsonMapper().readTree(file);
            assertThat(all).hasSizeGreaterThan(90);
            return all;
        }
    }

    private static List<Sample> answer(String expression, Instant at) {
        return switch (expression) {
            case "vector(1)", "1", "absent(foo)" -> List.of(new Sample(Labels.EMPTY, 0, 1));
            case "vector(2)" -> List.of(new Sample(Labels.EMPTY, 0, 2));
            case "up" -> List.of();
            default -> throw PromQlException.execution("1:5: parse error: unclosed left parenthesis");
        };
    }
}
