package io.keepwatch.ui.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.prometheus.QueryRun;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryAnswer;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerCsvTest {

    @Test
    void every_sample_is_a_line_with_its_labels_in_columns() {
        var over = answer("a", new QueryResult.Matrix(List.of(
                new SampleColumn(Labels.of("__name__", "up", "job", "=api"), new long[] {0, 15_000}, new double[] {1, 0.5}))));
        var now = answer("b", new QueryResult.Vector(List.of(new QueryResult.Sample(Labels.of("zone", "a,b"), 1_000, Double.NaN))));
        var refused = new Answer("c", "sum(", null, new PromQlException(PromQlException.Kind.BAD_DATA, "no"));

        assertThat(AnswerCsv.of(List.of(over, now, refused)).lines()).containsExactly(
                "query,time,__name__,job,zone,value",
                "A,1970-01-01T00:00:00Z,up,'=api,,1",
                "A,1970-01-01T00:00:15Z,up,'=api,,0.5",
                "B,1970-01-01T00:00:01Z,,,\"a,b\",NaN");
    }

    private static Answer answer(String letter, QueryResult result) {
        var answered = new QueryAnswer(result, List.of(), List.of(), 0, 0, List.of());
        return new Answer(letter, "up", new QueryRun(answered, Duration.ZERO, Duration.ZERO, List.of()), null);
    }
}
