package io.keepwatch.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.ui.element.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartJsonTest {

    private static final Instant START = Instant.parse("2026-11-20T02:00:00Z");
    private static final TimeRange RANGE = new TimeRange(START, START.plusSeconds(45));

    @Test
    void a_gap_is_null_and_numbers_are_short() {
        var data = ChartData.of(RANGE, START, Duration.ofSeconds(15),
                ChartSeries.line("p95", new double[] {1.0 / 3, Double.NaN, 2e9, Double.POSITIVE_INFINITY}, Ink.P95));
        var values = ChartJson.of(data).path("series").path(0).path("values");
        assertThat(values.toString()).isEqualTo("[0.3333333,null,2.0E9,null]");
    }

    @Test
    void marks_and_lanes_survive_each_other() {
        var deploy = new ChartEvent(START, Glyph.DEPLOY, "2.14.0", "services/quotes-api");
        var data = ChartData.of(RANGE, START, Duration.ofSeconds(15)).withLanes(new Lane("Deploys", List.of(deploy)))
                .marked(List.of(deploy)).stillFilling(true);
        var json = ChartJson.of(data);
        assertThat(json.path("lanes").path(0).path("events").path(0).path("glyph").asString()).isEqualTo("dep");
        assertThat(json.path("marks").size()).isEqualTo(1);
        assertThat(json.path("incomplete").asBoolean()).isTrue();
        assertThat(json.path("from").asDouble()).isEqualTo(START.getEpochSecond());
    }
}
