package io.keepwatch.ui.services.health;

import static io.keepwatch.ui.services.health.Traffic.NOW;
import static io.keepwatch.ui.services.health.Traffic.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.ui.format.TimeFormat;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final TimeFormat TIMES = new TimeFormat(ZoneOffset.UTC);

    private final Traffic traffic = new Traffic();

    @Test
    void says_who_fails_how_much_and_since_when() {
        traffic.requests("quotes-api", at("13:00"), at("14:02"), 1, (span, _) -> span)
                .requests("quotes-api", at("14:02"), NOW, 1, (span, number) -> number % 10 < 3 ? span.failed("no") : span)
                .requests("quotes-web", at("13:00"), NOW, 1, (span, _) -> span);

        assertThat(answer().sentence()).isEqualTo("quotes-api fails 30 % of its requests since about 14:02".replace("30 %", "30\u00a0%"));
        assertThat(answer().tone()).isEqualTo(State.CRITICAL);
        assertThat(answer().detail()).contains("The other service is quiet");
    }

    @Test
    void says_before_when_the_trouble_is_older_than_what_was_read() {
        traffic.requests("quotes-api", at("12:00"), NOW, 1, (span, number) -> number % 2 == 0 ? span.failed("no") : span);

        assertThat(answer().sentence()).endsWith("since before 13:30");
    }

    @Test
    void says_failed_when_the_last_minute_was_calm_again() {
        traffic.requests("quotes-api", at("13:00"), at("14:28"), 1, (span, _) -> span)
                .requests("quotes-api", at("14:28"), at("14:28").plusSeconds(30), 1, (span, _) -> span.failed("no"))
                .requests("quotes-api", at("14:28").plusSeconds(30), NOW, 1, (span, _) -> span);

        assertThat(answer().sentence()).isEqualTo("quotes-api failed 25\u00a0% of its requests in the last 2\u00a0min");
    }

    @Test
    void names_the_version_that_appeared_just_before() {
        traffic.requests("quotes-api", at("13:00"), at("14:01"), 1, (span, _) -> span.resource("service.version", "1.4.0"))
                .requests("quotes-api", at("14:01"), at("14:02"), 1, (span, _) -> span.resource("service.version", "1.4.1"))
                .requests("quotes-api", at("14:02"), NOW, 1, (span, _) -> span.resource("service.version", "1.4.1").failed("no"));

        assertThat(answer().detail()).contains("quotes-api changed from 1.4.0 to 1.4.1 at 14:01.");
    }

    @Test
    void blames_the_called_service_and_not_the_one_that_passes_its_failures_on() {
        traffic.calls("quotes-web", "quotes-api", at("13:30"), NOW, 1, (span, number) -> number % 4 == 0 ? span.failed("no") : span);

        assertThat(answer().service()).isEqualTo("quotes-api");
        assertThat(answer().detail()).contains("Passed on by quotes-web");
    }

    @Test
    void blames_the_called_service_before_its_calls_are_counted_and_says_that_this_is_likely() {
        traffic.calls("front", "quotes-api", at("13:30"), NOW.minusSeconds(45), 1, (span, _) -> span)
                .calls("front", "quotes-api", NOW.minusSeconds(45), NOW, 1, (span, number) -> number % 4 == 0 ? span.failed("no") : span);

        assertThat(answer().service()).isEqualTo("quotes-api");
        assertThat(answer().detail()).contains("Most likely passed on by front");
    }

    @Test
    void names_whom_a_failing_service_calls_while_their_part_is_unknown() {
        traffic.calls("front", "quotes-api", at("13:30"), NOW, 1, (span, _) -> span)
                .requests("front", NOW.minusSeconds(45), NOW, 1, (span, _) -> span.failed("no"));

        assertThat(answer().service()).isEqualTo("front");
        assertThat(answer().detail()).contains("It calls quotes-api; whether its failures come from there is not known yet.");
    }

    @Test
    void blames_a_called_service_in_young_trouble_however_few_of_its_spans_have_come() {
        traffic.calls("front", "quotes-api", at("13:30"), NOW, 1, (span, _) -> span)
                .requests("front", NOW.minusSeconds(45), NOW, 1, (span, _) -> span.failed("no"))
                .requests("quotes-api", NOW.minusSeconds(15), NOW.minusSeconds(11), 1, (span, _) -> span.failed("no"));

        assertThat(answer().service()).isEqualTo("quotes-api");
    }

    @Test
    void does_not_blame_a_called_service_whose_calls_are_counted_and_were_answered() {
        traffic.calls("front", "quotes-api", at("13:30"), NOW, 1, (span, _) -> span)
                .requests("front", at("14:10"), NOW, 1, (span, _) -> span.failed("no"))
                .requests("quotes-api", at("14:10"), NOW, 2, (span, _) -> span.failed("no"));

        assertThat(answer().service()).isEqualTo("front");
        assertThat(answer().detail()).contains("Also: quotes-api fails").doesNotContain("assed on");
    }

    @Test
    void counts_instead_of_ratios_when_requests_are_few() {
        traffic.requests("batch", at("13:30"), NOW, 30, (span, _) -> span.failed("no"));

        assertThat(answer().sentence()).startsWith("batch fails 4 of 4\u00a0requests");
    }

    @Test
    void says_that_a_service_is_slow_against_its_own_normal() {
        traffic.requests("quotes-api", at("13:00"), at("14:15"), 1, (span, _) -> span)
                .requests("quotes-api", at("14:15"), NOW, 1, (span, number) -> number % 3 == 0 ? span.took(Duration.ofMillis(800)) : span);

        assertThat(answer().sentence()).isEqualTo("quotes-api is slow since about 14:15");
        assertThat(answer().detail()).contains("normal");
    }

    @Test
    void says_who_is_silent_and_since_when() {
        traffic.requests("quotes-api", at("13:30"), NOW, 1, (span, _) -> span)
                .requests("quotes-web", at("13:30"), at("14:10"), 1, (span, _) -> span);

        assertThat(answer().tone()).isEqualTo(State.STALE);
        assertThat(answer().sentence()).startsWith("quotes-web has sent nothing since 14:09");
    }

    @Test
    void says_that_all_is_quiet_only_when_it_is() {
        traffic.requests("quotes-api", at("13:30"), NOW, 1, (span, _) -> span)
                .requests("quotes-web", at("13:30"), NOW, 1, (span, _) -> span)
                .requests("authors", at("13:30"), NOW, 1, (span, _) -> span);

        assertThat(answer().sentence()).isEqualTo("All 3 services are quiet");
        assertThat(answer().service()).isEmpty();
    }

    @Test
    void one_failure_among_many_requests_is_no_trouble() {
        traffic.requests("quotes-api", at("13:30"), NOW, 1, (span, number) -> number == 3_555 ? span.failed("no") : span);

        assertThat(answer().tone()).isEqualTo(State.GOOD);
    }

    private Answer answer() {
        return Answer.of(traffic.landscape(), traffic.changes(), TIMES, NOW);
    }
}
