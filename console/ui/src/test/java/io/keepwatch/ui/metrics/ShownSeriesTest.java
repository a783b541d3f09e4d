package io.keepwatch.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.metrics.MetricResult;
import io.keepwatch.telemetry.metrics.MetricResult.Series;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.metrics.MetricChoice.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownSeriesTest {

    private static final List<String> BY_ROUTE = List.of("route");

    @Test
    void twelve_series_are_drawn_and_no_two_look_alike() {
        List<ChartSeries> drawn = shown(series(12), true, "").series();

        assertThat(drawn).hasSize(12);
        assertThat(drawn.stream().map(one -> one.ink() + " " + one.dash())).doesNotHaveDuplicates();
    }

    @Test
    void of_more_the_five_greatest_are_drawn_and_the_others_added_up() {
        var shown = shown(series(13), true, "");

        assertThat(shown.series()).hasSize(6);
        ChartSeries others = shown.series().getLast();
        assertThat(others.name()).isEqualTo("8 others");
        assertThat(others.ink()).isEqualTo(Ink.OTHER);
        // values 8 down to 1, and a gap where nothing is known
        assertThat(others.values()).containsExactly(36, Double.NaN);
    }

    @Test
    void percentiles_are_never_added_up() {
        var shown = shown(series(13), false, "");

        assertThat(shown.series()).hasSize(5);
        assertThat(shown.note()).isEqualTo("the 5 greatest of 13");
    }

    @Test
    void others_are_not_added_up_when_some_were_not_even_read() {
        var cut = new MetricResult(Instant.EPOCH, Duration.ofSeconds(1), 2, series(20).series(), 5_000);

        assertThat(ShownSeries.of(cut, BY_ROUTE, true, "all", Shape.LINES, "").series()).hasSize(5);
    }

    @Test
    void one_series_can_be_shown_alone_and_keeps_its_look() {
        ChartSeries among = shown(series(4), true, "").series().get(2);

        ChartSeries alone = shown(series(4), true, among.name()).series().getFirst();
        assertThat(alone.name() + alone.ink() + alone.dash()).isEqualTo(among.name() + among.ink() + among.dash());
        assertThat(shown(series(4), true, among.name()).series()).hasSize(1);
    }

    @Test
    void a_series_without_the_label_says_so() {
        assertThat(ShownSeries.name(Map.of(), BY_ROUTE, "all")).isEqualTo("without route");
        assertThat(ShownSeries.name(Map.of(), List.of(), "all")).isEqualTo("all");
        assertThat(ShownSeries.name(Map.of("a", "1"), List.of("a", "b"), "all")).isEqualTo("1 · –");
    }

    private static ShownSeries shown(MetricResult result, boolean additive, String only) {
        return ShownSeries.of(result, BY_ROUTE, additive, "all", Shape.LINES, only);
    }

    private static MetricResult series(int count) {
        List<Series> series = IntStream.range(0, count).mapToObj(i -> new Series(
                new TreeMap<>(Map.of("route", "/r" + i)), new double[] {count - i, Double.NaN})).toList();
        return new MetricResult(Instant.EPOCH, Duration.ofSeconds(1), 2, series, count);
    }
}
