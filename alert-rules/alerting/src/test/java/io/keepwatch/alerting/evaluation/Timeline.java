package io.keepwatch.alerting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.rulefile.RuleExtrasReader;
import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.promql.conformance.InMemorySeriesStore;
import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rules on a clock of their own that starts in 1970: samples are written down, slots are evaluated one after the other, and what comes
/// out is kept.
final class Timeline {

    final InMemorySeriesStore store = new InMemorySeriesStore();
    final List<AlertNotice> notices = new ArrayList<>();
    final List<Sample> samples = new ArrayList<>();
    GroupState state = GroupState.NEW;
    private final EvaluationSettings settings;
    private RuleGroup group;
    private Duration last = Duration.ZERO;

    private Timeline(RuleGroup group, EvaluationSettings settings) {
        this.group = group;
        this.settings = settings;
    }

    /// As Prometheus evaluates.
    static Timeline of(String rules) {
        return new Timeline(group(rules, ""), EvaluationSettings.PROMETHEUS);
    }

    /// With what Keepwatch adds.
    static Timeline of(String rules, String extras) {
        var p = EvaluationSettings.PROMETHEUS;
        return new Timeline(group(rules, extras), new EvaluationSettings(p.interval(), p.queryOffset(), p.resendDelay(), p.externalLabels(),
                p.externalUrl(), true, p.options()));
    }

    static RuleGroup group(String rules, String extras) {
        RuleFile file = RuleFileReader.read("rules.yaml", rules, RuleExtrasReader.read("rules.extras.yaml", extras));
        assertThat(file.problems()).isEmpty();
        return file.groups().getFirst();
    }

    /// @param series in the notation of unit tests, @param step between their samples
    Timeline input(String step, String... series) {
        long millis = PromQlText.durationMillis(step);
        for (String one : series) {
            SeriesNotation notation = SeriesNotation.parse(one);
            int count = notation.values().size();
            long[] times = new long[count];
            double[] values = new double[count];
            int kept = 0;
            for (int i = 0; i < count; i++) {
                Double value = notation.values().get(i);
                if (value != null) {
                    times[kept] = i * millis;
                    values[kept++] = value;
                }
            }
            store.load(List.of(new SampleColumn(notation.labels(), Arrays.copyOf(times, kept), Arrays.copyOf(values, kept))));
        }
        return this;
    }

    /// The file was changed.
    Timeline reload(String rules) {
        group = group(rules, "");
        return this;
    }

    /// Evaluates one slot.
    Evaluation at(String time) {
        return at(Duration.ofMillis(PromQlText.durationMillis(time)), store);
    }

    Evaluation at(String time, SeriesStore from) {
        return at(Duration.ofMillis(PromQlText.durationMillis(time)), from);
    }

    private Evaluation at(Duration time, SeriesStore from) {
        last = time;
        List<Sample> made = new ArrayList<>();
        Evaluation evaluation = new RuleEvaluator(from, settings, Clock.systemUTC()).evaluate(group, state, Instant.EPOCH.plus(time), sample -> {
            made.add(sample);
            return null;
        });
        made.forEach(sample -> store.load(List.of(new SampleColumn(sample.labels(), new long[] {sample.timeMillis()}, new double[] {sample.value()}))));
        samples.addAll(made);
        notices.addAll(evaluation.notices());
        state = evaluation.state();
        return evaluation;
    }

    /// Evaluates all slots after the last one, up to a time.
    Timeline until(String time) {
        Duration interval = group.interval() == null ? settings.interval() : group.interval();
        Duration end = Duration.ofMillis(PromQlText.durationMillis(time));
        for (Duration next = state.lastSlot() == null ? Duration.ZERO : last.plus(interval); next.compareTo(end) <= 0; next = next.plus(interval)) {
            at(next, store);
        }
        return this;
    }

    RuleState rule(int index) {
        return state.of(RuleKey.of(group.rules()).get(index));
    }

    /// The only alert of the first rule.
    Alert alert() {
        assertThat(rule(0).alerts()).hasSize(1);
        return rule(0).alerts().getFirst();
    }

    /// Pending and firing alerts of the first rule, e.g. `firing {job="a"}`, without `alertname`.
    List<String> active() {
        return rule(0).activeAlerts().stream()
                .map(alert -> alert.state().text() + " " + alert.labels().without(AlertTexts.ALERT_NAME) + (alert.noDataSince() == null ? "" : " no data")).toList();
    }

    /// The values of a series as the rules wrote them, e.g. `60=1`; a marker is `stale`.
    List<String> written(String series) {
        Labels labels = SeriesNotation.labels(series);
        return samples.stream().filter(sample -> sample.labels().equals(labels)).map(sample -> sample.timeMillis() / 1000 + "="
                + (Double.doubleToRawLongBits(sample.value()) == Double.doubleToRawLongBits(SeriesNotation.STALE) ? "stale" : PromQlText.general(sample.value())))
                .toList();
    }

    /// When a rule's alerts were handed on, in seconds, and as what, e.g. `360 firing`.
    List<String> sent(String rule) {
        return notices.stream().filter(notice -> notice.rule().equals(rule)).map(notice -> notice.alert().lastSentAt().getEpochSecond() + " "
                + (notice.alert().resolvedAt() == null ? "firing" : "resolved")).toList();
    }
}
