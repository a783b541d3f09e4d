package io.keepwatch.promql;

import io.keepwatch.promql.conformance.InMemorySeriesStore;
import io.keepwatch.promql.syntax.FunctionSignature;
import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;


class PromQlEngineTest {

    private static final Instant NOW = Instant.ofEpochSecond(3600);

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final PromQlEngine engine = new PromQlEngine(store, Clock.fixed(NOW, ZoneOffset.UTC));

    private void counters(int series) {
        store.load(IntStream.range(0, series).mapToObj(i -> new SampleColumn(Labels.of("__name__", "requests_total", "i", "" + i),
                LongStream.rangeClosed(0, 240).map(t -> t * 15_000).toArray(),
                LongStream.rangeClosed(0, 240).mapToDouble(t -> t * (i + 1)).toArray())).toList());
    }

    private QueryAnswer instant(String query, QueryOptions options) {
        return engine.instant(query, NOW, options);
    }

    @Test
    void dropsNamesAtOnceUnlessAskedToWait() {
        counters(1);
        store.load(List.of(new SampleColumn(Labels.of("__name__", "errors_total", "i", "0"), new long[] {3_590_000}, new double[] {1})));
        String query = "{__name__=~\".*_total\"} * 2";

        assertThatThrownBy(() -> instant(query, QueryOptions.DEFAULT)).hasMessage("vector cannot contain metrics with the same labelset");
        assertThat(instant("sum by (__name__) (rate(requests_total[5m]))", QueryOptions.DEFAULT).result())
                .isEqualTo(new QueryResult.Vector(List.of(new QueryResult.Sample(Labels.EMPTY, NOW.toEpochMilli(), 1.0 / 15))));
        assertThat(instant("label_replace(rate(requests_total[5m]), \"was\", \"$1\", \"__name__\", \"(.*)\")",
                QueryOptions.DEFAULT.withDelayedNameRemoval(true)).result()).asString().contains("was=\"requests_total\"").doesNotContain("__name__");
    }

    @Test
    void seriesThatComeOneByOneAreNotHeldTogether() {
        counters(20);
        var oneByOne = new SeriesStore() {
            @Override
            public List<SampleColumn> select(Selection selection, QueryControl control) {
                throw new AssertionError("all at once");
            }

            @Override
            public void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
                store.select(selection, new Deaf()).forEach(column -> {
                    control.samplesRead(1, column.times().length);
                    each.accept(column);
                });
            }
        };
        var options = QueryOptions.DEFAULT.withLimits(new QueryLimits(500, 100, Duration.ofMinutes(1)));

        QueryAnswer answer = new PromQlEngine(oneByOne, Clock.fixed(NOW, ZoneOffset.UTC)).instant("sum(rate(requests_total[1h]))", NOW, options);

        assertThat(answer.samplesRead()).isEqualTo(20 * 240);
        assertThat(answer.peakSamples()).isLessThan(500);
    }

    private static final class Deaf implements QueryControl {
        @Override
        public void check() {}

        @Override
        public void samplesRead(int series, long samples) {}
    }

    @Test
    void refusesExperimentsAtTheirPlace() {
        assertThatThrownBy(() -> instant("1 + scalar(mad_over_time(requests_total[5m]))", QueryOptions.DEFAULT))
                .isInstanceOf(PromQlSyntaxException.class).hasMessage("1:12: parse error: function \"mad_over_time\" is not enabled");
        assertThatThrownBy(() -> instant("limitk(1, requests_total)", QueryOptions.DEFAULT)).hasMessageContaining("limitk() is experimental");
        assertThatThrownBy(() -> instant("a + fill(0) b", QueryOptions.DEFAULT)).hasMessageContaining("fill modifiers are experimental");
        assertThatThrownBy(() -> instant("info(requests_total)", QueryOptions.DEFAULT.withExperimental(true))).hasMessageContaining("not supported");
    }

    @Test
    void endsWhatReadsTooManySeriesOrSamples() {
        counters(10);
        var fewSeries = QueryOptions.DEFAULT.withLimits(new QueryLimits(1_000_000, 9, Duration.ofMinutes(1)));
        var fewSamples = QueryOptions.DEFAULT.withLimits(new QueryLimits(1_000, 100, Duration.ofMinutes(1)));

        assertThatThrownBy(() -> instant("requests_total", fewSeries)).isInstanceOf(PromQlException.class).hasMessageContaining("more than 9 series");
        SeriesStore readsAllFirst = (selection, control, each) -> store.select(selection, control).forEach(each);
        var greedy = new PromQlEngine(readsAllFirst, Clock.fixed(NOW, ZoneOffset.UTC));
        assertThatThrownBy(() -> greedy.instant("rate(requests_total[1h])", NOW, fewSamples)).hasMessageContaining("too many samples");
        assertThatThrownBy(() -> instant("max_over_time(vector(1)[1y:1s])", fewSamples)).hasMessageContaining("too many samples");
        assertThat(instant("requests_total", fewSamples).peakSamples()).isBetween(10L, 1_000L);
        assertThat(instant("sum(rate(requests_total{i=\"1\"}[1h]))" + " + sum(rate(requests_total{i=\"2\"}[1h]))".repeat(9), fewSamples).peakSamples())
                .as("what one selector read is gone before the next reads").isBetween(240L, 480L);
    }

    @Test
    void endsWhenItsTimeIsOverOrItIsCancelled() {
        counters(10);
        var asked = new AtomicInteger();
        var cancelled = QueryOptions.DEFAULT.withCancelled(() -> asked.incrementAndGet() > 5);
        var late = QueryOptions.DEFAULT.withLimits(new QueryLimits(1_000_000, 100, Duration.ofMillis(-1)));

        assertThatThrownBy(() -> instant("rate(requests_total[5m])", cancelled)).isInstanceOfSatisfying(PromQlException.class,
                e -> assertThat(e.kind()).isEqualTo(PromQlException.Kind.CANCELLED));
        assertThatThrownBy(() -> instant("requests_total", late)).isInstanceOfSatisfying(PromQlException.class,
                e -> assertThat(e.kind()).isEqualTo(PromQlException.Kind.TIMEOUT));
    }

    @Test
    void givesTheSamplesOfARangeVectorAsTheyWereStored() {
        store.load(List.of(new SampleColumn(Labels.of("__name__", "x"), new long[] {3_540_000, 3_541_000, 3_599_000, 3_600_000},
                new double[] {1, 2, SeriesNotation.STALE, 4})));
        for (String query : List.of("x[1m]", "(x[1m])", "((x[1m] @ 3600))")) {
            assertThat(instant(query, QueryOptions.DEFAULT).result()).isInstanceOfSatisfying(QueryResult.Matrix.class, matrix -> {
                assertThat(matrix.series()).singleElement().satisfies(series -> {
                    assertThat(series.times()).containsExactly(3_541_000, 3_600_000);
                    assertThat(series.values()).containsExactly(2, 4);
                });
            });
        }
    }

    @Test
    void everyStableFunctionHasABody() {
        for (var function : FunctionSignature.known()) {
            if (!function.experimental()) {
                var arguments = new ArrayList<String>();
                function.arguments().forEach(type -> arguments.add(switch (type) {
                    case SCALAR -> "0.5";
                    case STRING -> "\"a\"";
                    case INSTANT_VECTOR -> "nothing";
                    case RANGE_VECTOR -> "nothing[5m]";
                }));
                assertThat(instant(function.name() + "(" + String.join(", ", arguments) + ")", QueryOptions.DEFAULT)).isNotNull();
            }
        }
    }

    @Test
    void answersAQueryWithAsManyOperatorsAsItMayHave() {
        assertThat(instant("1" + "+1".repeat(300), QueryOptions.DEFAULT).result()).isEqualTo(new QueryResult.Scalar(NOW.toEpochMilli(), 301));
    }

    @Test
    void writesNumbersAsPrometheusDoes() {
        assertThat(List.of(1e21, 1048576.0, -0.0, 1e-9, Double.NaN, Double.NEGATIVE_INFINITY).stream().map(PromQlText::plain))
                .containsExactly("1000000000000000000000", "1048576", "-0", "0.000000001", "NaN", "-Inf");
        assertThat(List.of(1048576.0, 1e-9, 100.0, 123456.0, 0.1).stream().map(PromQlText::general))
                .containsExactly("1.048576e+06", "1e-09", "100", "123456", "0.1");
    }
}
