package io.keepwatch.alerting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keepwatch.alerting.evaluation.EvaluationSettings;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleEvaluator;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.evaluation.Slots;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryAnswer;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.conformance.InMemorySeriesStore;
import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackTestTest {

    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(START.plus(Duration.ofDays(30)), ZoneOffset.UTC);
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final PromQlEngine engine = new PromQlEngine(store, CLOCK);
    private int queries;

    private final History history = new History() {
        @Override
        public QueryAnswer range(String expression, Instant start, Instant end, Duration step) {
            queries++;
            return engine.range(expression, start, end, step, QueryOptions.DEFAULT);
        }

        @Override
        public QueryAnswer instant(String expression, Instant at) {
            queries++;
            return engine.instant(expression, at, QueryOptions.DEFAULT);
        }
    };

    /// One sample a minute from START on.
    private void load(String series) {
        SeriesNotation notation = SeriesNotation.parse(series);
        List<Double> values = notation.values();
        int[] present = IntStream.range(0, values.size()).filter(i -> values.get(i) != null).toArray();
        long[] times = Arrays.stream(present).mapToLong(i -> START.plusSeconds(60L * i).toEpochMilli()).toArray();
        double[] numbers = Arrays.stream(present).mapToDouble(values::get).toArray();
        store.load(List.of(new SampleColumn(notation.labels(), times, numbers)));
    }

    private void loadAWorld() {
        load("load{host=\"a\"} 1x30 9x20 1x30 9x2 1x30 9x300 1x60");
        load("load{host=\"b\"} 1x100 9x10 _x30 9x10 stale 1x20 20+1x40 1x200");
        load("load{host=\"c\"} 1+0.1x400");
        load("weight{host=\"a\"} 1x450");
        load("weight{host=\"b\"} 1x450");
        load("weight{host=\"c\"} 1x450");
        // a second weight of the same host for a while: the match fails as a whole
        load("weight{host=\"a\", twice=\"yes\"} _x200 1x20 stale");
    }

    private static RuleGroup group(String rule) {
        String yaml = "groups:\n- name: g\n  rules:\n  - " + rule.strip().replace("\n", "\n    ");
        var file = RuleFileReader.read("r.yaml", yaml, RuleExtrasFile.NONE);
        assertThat(file.problems()).isEmpty();
        return file.groups().getFirst();
    }

    private static BackTestRequest request(RuleGroup group, Duration from, Duration to) {
        return new BackTestRequest((AlertingRule) group.rules().getFirst(), group, INTERVAL, Duration.ZERO,
                new TimeRange(START.plus(from), START.plus(to)));
    }

    private BackTestResult run(BackTestRequest request) {
        return new BackTest(store, history, CLOCK, BackTestLimits.DEFAULT).run(request, _ -> { });
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "alert: High\nexpr: load > 5",
        "alert: High\nexpr: load > 5\nfor: 5m",
        "alert: High\nexpr: load > 5\nfor: 2m\nkeep_firing_for: 7m",
        "alert: High\nexpr: load * on (host) weight > 5\nfor: 3m",
        "alert: High\nexpr: load > load @ end() offset 20m\nfor: 1m",
        "alert: High\nexpr: avg_over_time(load[7m]) > 5 and on () count(load) < 3",
        "alert: High\nexpr: load > 5\nlabels:\n  level: '{{ if gt $value 10.0 }}extreme{{ else }}high{{ end }}'",
        "alert: Low\nexpr: sum(load) < 12\nfor: 1m",
        "alert: Gone\nexpr: absent(load{host=\"b\"})",
        "alert: Number\nexpr: vector(scalar(load{host=\"c\"}) > bool 20) == 1"
    })
    void replays_exactly_what_slot_by_slot_evaluation_gives(String rule) {
        loadAWorld();
        BackTestRequest request = request(group(rule), Duration.ofMinutes(20), Duration.ofMinutes(440));

        BackTestResult ahead = run(request);

        var log = new FiringLog(request.range().from(), rule.startsWith("alert: Low") ? Math::min : Math::max);
        long failed = slotBySlot(request, log);
        assertThat(ahead.firings()).isEqualTo(log.firings()).isNotEmpty();
        assertThat(ahead.nearMisses()).isEqualTo(log.nearMisses());
        assertThat(ahead.longestMiss()).isEqualTo(log.longestMiss());
        assertThat(ahead.failed()).isEqualTo(failed);
        assertThat(ahead.slots()).isEqualTo(840);
    }

    private long slotBySlot(BackTestRequest request, FiringLog log) {
        var settings = new EvaluationSettings(INTERVAL, Duration.ZERO, Duration.ofMinutes(1), Labels.EMPTY, URI.create(""), true,
                QueryOptions.DEFAULT);
        var evaluator = new RuleEvaluator(store, settings, CLOCK);
        var slots = new Slots("r.yaml", "g", INTERVAL);
        GroupState state = GroupState.NEW;
        long failed = 0;
        for (Instant slot = slots.at(request.begin()); !slot.isAfter(slots.at(request.range().to())); slot = slots.after(slot)) {
            state = evaluator.evaluate(request.replayed(), state, slot, _ -> null).state();
            RuleState of = state.rules().values().iterator().next();
            log.at(slot, of.alerts());
            failed += of.error() != null && !slot.isBefore(request.range().from()) ? 1 : 0;
        }
        return failed;
    }

    @Test
    void asks_few_questions_for_many_slots() {
        loadAWorld();
        BackTestResult result = run(request(group("alert: High\nexpr: load > 5\nfor: 5m"), Duration.ZERO, Duration.ofMinutes(440)));

        assertThat(result.slots()).isEqualTo(880);
        assertThat(queries).isLessThan(10);
        assertThat(result.samplesRead()).isPositive();
    }

    @Test
    void what_fired_before_the_range_is_no_page_of_it() {
        load("load{host=\"a\"} 9x60 1x60 9x60");
        BackTestResult result = run(request(group("alert: High\nexpr: load > 5\nfor: 5m"), Duration.ofMinutes(30), Duration.ofMinutes(150)));

        assertThat(result.firings()).extracting(Firing::earlier).containsExactly(true, false);
        assertThat(result.firings().getLast().until()).as("still fires").isNull();
        Pages pages = Pages.of(result, ZoneOffset.UTC);
        assertThat(pages.count()).isEqualTo(1);
        assertThat(pages.perWeek()).isEqualTo(84);
        assertThat(pages.atNight()).as("at two o'clock").isEqualTo(1);
        assertThat(pages.timeToFire()).isEqualTo(Duration.ofMinutes(5));
        assertThat(result.dataSince()).isNotNull();
    }

    @Test
    void counts_what_was_pending_and_did_not_fire() {
        load("load{host=\"a\"} 1x10 9x2 1x10 9x5 1x10");
        BackTestResult result = run(request(group("alert: High\nexpr: load > 5\nfor: 10m"), Duration.ZERO, Duration.ofMinutes(38)));

        assertThat(result.firings()).isEmpty();
        assertThat(result.nearMisses()).isEqualTo(2);
        assertThat(result.longestMiss()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(7));
    }

    @Test
    void tells_which_firings_another_variant_catches() {
        load("load{host=\"a\"} 1x30 7x30 1x30 9x30 1x30");
        RuleGroup now = group("alert: High\nexpr: load > 5");
        BackTestResult before = run(request(now, Duration.ZERO, Duration.ofMinutes(150)));
        BackTestResult draft = run(request(group("alert: High\nexpr: load > 8"), Duration.ZERO, Duration.ofMinutes(150)));

        assertThat(before.firings()).extracting(draft::caught).containsExactly(false, true);
    }

    @Test
    void refuses_a_range_that_costs_too_much_and_says_what_fits() {
        loadAWorld();
        BackTestRequest request = request(group("alert: High\nexpr: load > 5"), Duration.ZERO, Duration.ofMinutes(440));
        var slots = new BackTest(store, history, CLOCK, new BackTestLimits(500, 1_000_000, Duration.ofMinutes(1)));
        var samples = new BackTest(store, history, CLOCK, new BackTestLimits(100_000, 100, Duration.ofMinutes(1)));

        assertThat(catchThrowableOfType(BackTestTooLongException.class, () -> slots.run(request, _ -> { })).fits())
                .isEqualTo(Duration.ofMinutes(250));
        assertThat(catchThrowableOfType(BackTestTooLongException.class, () -> samples.run(request, _ -> { }))).hasMessageContaining("100 samples");
    }

    @Test
    void a_store_that_does_not_answer_ends_it_rather_than_to_look_quiet() {
        var down = new History() {
            @Override
            public QueryAnswer range(String expression, Instant start, Instant end, Duration step) {
                throw new PromQlException(PromQlException.Kind.UNAVAILABLE, "too many queries are waiting");
            }

            @Override
            public QueryAnswer instant(String expression, Instant at) {
                throw new PromQlException(PromQlException.Kind.UNAVAILABLE, "too many queries are waiting");
            }
        };
        BackTestRequest request = request(group("alert: High\nexpr: load > 5"), Duration.ZERO, Duration.ofMinutes(60));

        assertThat(catchThrowableOfType(BackTestFailedException.class,
                () -> new BackTest(store, down, CLOCK, BackTestLimits.DEFAULT).run(request, _ -> { }))).hasMessageContaining("waiting");
    }

    @Test
    void ends_when_its_thread_is_interrupted_and_tells_its_progress() {
        loadAWorld();
        BackTestRequest request = request(group("alert: High\nexpr: load > 5"), Duration.ZERO, Duration.ofMinutes(440));
        List<Double> progress = new ArrayList<>();
        new BackTest(store, history, CLOCK, BackTestLimits.DEFAULT).run(request, progress::add);
        assertThat(progress).endsWith(1.0).isSorted();

        Thread.currentThread().interrupt();
        assertThat(catchThrowableOfType(CancellationException.class, () -> run(request))).isNotNull();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_chart_of_long_time_keeps_each_peak() {
        load("load{host=\"a\"} 1x500 9 1x500");
        load("load{host=\"b\"} 2x1000");
        WorstValues values = WorstValues.read(history, "load", new TimeRange(START, START.plus(Duration.ofMinutes(1000))), INTERVAL, 100, false, 1);

        assertThat(values.series()).singleElement().satisfies(series -> {
            assertThat(series.labels().toMap()).contains(Map.entry("host", "a"));
            assertThat(series.values()).contains(9);
        });
        assertThat(values.left()).isEqualTo(1);
        assertThat(values.step()).isEqualTo(Duration.ofMinutes(10));
    }
}
