package io.keepwatch.ui.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.Panel.Color;
import io.keepwatch.dashboards.Panel.Query;
import io.keepwatch.dashboards.Panel.Reduce;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.ui.dashboards.PanelAnswer.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is made of the answer: bands of a heatmap, rows of a table, lines of a CSV, the greatest series.
class PanelAnswerTest {

    private static final Query QUERY = new Query("A", "up", "", Color.AUTO);
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void a_band_of_a_heatmap_is_what_lies_between_two_bounds() {
        var bands = HeatmapRows.of(answer(series(Map.of("le", "0.1"), 0, 0), series(Map.of("le", "0.5"), 2, 3), series(Map.of("le", "+Inf"), 2, 7)));

        assertThat(bands).extracting(HeatmapRows.Band::upTo).containsExactly(0.5, Double.POSITIVE_INFINITY);
        assertThat(bands).extracting(HeatmapRows.Band::counts).containsExactly(new double[] {2, 3}, new double[] {0, 4});
    }

    @Test
    void series_with_the_same_labels_are_one_row_of_a_table() {
        var other = new Query("Every", "x", "", Color.AUTO);
        var answer = answer(series(Map.of("plan", "a", "__name__", "x"), 1), new Series("a", other, Map.of("plan", "a"), new double[] {60}),
                series(Map.of("plan", "b"), 2));

        assertThat(TableRows.of(answer, List.of()).rows()).containsExactly(
                new TableRows.Row(Map.of("plan", "a"), Map.of("A", 1.0, "Every", 60.0)), new TableRows.Row(Map.of("plan", "b"), Map.of("A", 2.0)));
    }

    @Test
    void a_csv_has_a_row_for_each_time_and_no_formula() {
        var answer = answer(new Series("=cmd, \"x\"", QUERY, Map.of(), new double[] {1, Double.NaN}), series(Map.of(), -2.5, 3));

        assertThat(PanelCsv.of(answer, true)).isEqualTo(
                "time,\"'=cmd, \"\"x\"\"\",s\r\n2026-11-21T12:00:00Z,1,-2.5\r\n2026-11-21T12:01:00Z,,3\r\n");
    }

    @Test
    void one_value_stands_for_a_series() {
        Series series = series(Map.of(), 1, 5, 3, Double.NaN);
        assertThat(List.of(series.reduced(Reduce.LAST), series.reduced(Reduce.MEAN), series.reduced(Reduce.MAX), series.reduced(Reduce.MIN), series.reduced(Reduce.SUM)))
                .containsExactly(3.0, 3.0, 5.0, 1.0, 9.0);
    }

    @Test
    void the_greatest_series_are_drawn_and_the_others_are_counted() {
        List<Series> all = IntStream.range(0, 20).mapToObj(i -> series(Map.of("n", "" + i), i)).toList();
        TopSeries top = TopSeries.of(all, 12);
        assertThat(top.series()).isEqualTo(all.subList(8, 20));
        assertThat(top.note()).isEqualTo("the 12 greatest of 20");
    }

    @Test
    void numbers_are_written_in_the_units_of_the_panel() {
        assertThat(PanelUnit.of(Panel.Unit.MILLISECONDS).text(1840)).isEqualTo("1.84\u00a0s");
        assertThat(PanelUnit.of(Panel.Unit.PERCENT).text(31)).isEqualTo("31\u00a0%");
        assertThat(PanelUnit.of(Panel.Unit.BITS_PER_SECOND).text(8_000)).isEqualTo("1\u00a0kB/s");
        assertThat(PanelUnit.of(Panel.Unit.COUNT).text(12345)).isEqualTo("12,345");
    }

    private static Series series(Map<String, String> labels, double... values) {
        return new Series("s", QUERY, labels, values);
    }

    private static PanelAnswer answer(Series... series) {
        var round = new QueryRound(null, new TimeRange(START, START.plusSeconds(60)), Duration.ofMinutes(1));
        return new PanelAnswer(round, START, List.of(series), List.of());
    }
}
