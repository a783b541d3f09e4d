package io.keepwatch.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Inhibition and silences: the scenarios of Alertmanager's tests.
class MutingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void a_source_mutes_targets_whose_labels_are_equal_and_missing_ones_are_equal() {
        var rule = rule("severity=critical", "severity=warning", "cluster", "service");
        Labels source = Labels.of("severity", "critical", "cluster", "a");
        var inhibitions = new Inhibitions(List.of(rule), List.of(source));

        assertThat(inhibitions.mutes(Labels.of("severity", "warning", "cluster", "a"))).contains(source);
        assertThat(inhibitions.mutes(Labels.of("severity", "warning", "cluster", "b"))).isEmpty();
        assertThat(inhibitions.mutes(Labels.of("severity", "warning", "cluster", "a", "service", "x"))).isEmpty();
        assertThat(inhibitions.mutes(Labels.of("severity", "info", "cluster", "a"))).isEmpty();
        assertThat(inhibitions.mutes(source)).isEmpty();
    }

    @Test
    void what_is_source_and_target_is_not_muted_by_itself_nor_by_its_like() {
        var rule = rule("alertname=~\"a|b\"", "alertname=~\"b|c\"", "e");
        Labels both = Labels.of("alertname", "b", "e", "1");
        Labels alsoBoth = Labels.of("alertname", "b", "e", "1", "i", "2");
        Labels source = Labels.of("alertname", "a", "e", "1");

        assertThat(new Inhibitions(List.of(rule), List.of(both)).mutes(both)).isEmpty();
        assertThat(new Inhibitions(List.of(rule), List.of(both)).mutes(alsoBoth)).isEmpty();
        assertThat(new Inhibitions(List.of(rule), List.of(both, source)).mutes(both)).isEqualTo(Optional.of(source));
        assertThat(new Inhibitions(List.of(rule), List.of(both)).mutes(Labels.of("alertname", "c", "e", "1"))).contains(both);
    }

    @Test
    void an_empty_rule_mutes_nothing_because_everything_is_both() {
        Labels alert = Labels.of("a", "1");

        assertThat(new Inhibitions(List.of(rule("", "")), List.of(alert)).mutes(alert)).isEmpty();
        assertThat(new Inhibitions(List.of(), List.of(alert)).mutes(alert)).isEmpty();
    }

    @Test
    void a_silence_mutes_what_it_matches_while_it_lasts() {
        Silence silence = silence("team=\"db\",env!=\"prod\"", NOW.minusSeconds(10), NOW.plusSeconds(10));

        assertThat(silence.mutes(Labels.of("team", "db"), NOW)).isTrue();
        assertThat(silence.mutes(Labels.of("team", "db", "env", "prod"), NOW)).isFalse();
        assertThat(silence.mutes(Labels.of("team", "db"), NOW.minusSeconds(11))).isFalse();
        assertThat(silence.mutes(Labels.of("team", "db"), NOW.plusSeconds(10))).isFalse();
        assertThat(silence.matches(Labels.of("team", "db"))).isTrue();
        assertThat(silence.state(NOW.minusSeconds(11))).isEqualTo(Silence.State.PENDING);
        assertThat(silence.state(NOW.plusSeconds(10))).isEqualTo(Silence.State.EXPIRED);
    }

    @Test
    void a_silence_that_would_mute_everything_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> silence("", NOW, NOW.plusSeconds(1)).check()).withMessage("at least one matcher required");
        assertThatIllegalArgumentException().isThrownBy(() -> silence("a=~\".*\",b!=\"1\"", NOW, NOW.plusSeconds(1)).check())
                .withMessage("at least one matcher must not match the empty string");
        assertThatIllegalArgumentException().isThrownBy(() -> silence("a=\"1\"", NOW, NOW).check()).withMessage("end time must not be before start time");
        silence("a=\"1\",b!=\"1\"", NOW, NOW.plusSeconds(1)).check();
    }

    private static InhibitRule rule(String source, String target, String... equal) {
        return new InhibitRule("", MatcherText.parse(source), MatcherText.parse(target), List.of(equal));
    }

    private static Silence silence(String matchers, Instant from, Instant to) {
        return new Silence("1", MatcherText.parse(matchers), from, to, from, "me", "because");
    }
}
