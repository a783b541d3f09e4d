package io.keepwatch.ui.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.ui.search.QueryEdit.Choice;
import org.junit.jupiter.api.Test;

class QueryEditTest {

    @Test
    void requiring_a_value_takes_the_place_of_another_of_the_same_field() {
        var query = SearchQuery.parse("service:quotes-api severity:>=warn timeout");

        assertThat(QueryEdit.require(query, "service", "quotes-web").format()).isEqualTo("severity:>=warn timeout service:quotes-web");
    }

    @Test
    void excluding_adds_up_and_keeps_what_other_fields_say() {
        var query = SearchQuery.parse("-service:a http.route:/quotes");

        assertThat(QueryEdit.exclude(query, "service", "b").format()).isEqualTo("-service:a http.route:/quotes -service:b");
    }

    @Test
    void excluding_what_was_required_turns_it_round() {
        assertThat(QueryEdit.exclude(SearchQuery.parse("service:a"), "service", "a").format()).isEqualTo("-service:a");
    }

    @Test
    void releasing_forgets_the_value_only() {
        var query = SearchQuery.parse("-service:a -service:b");

        assertThat(QueryEdit.release(query, "service", "a").format()).isEqualTo("-service:b");
    }

    @Test
    void a_comparison_of_severities_chooses_all_it_lets_in_and_is_released_by_any_of_them() {
        var query = SearchQuery.parse("severity:>=warn");

        assertThat(QueryEdit.choice(query, "severity", "error")).isEqualTo(Choice.REQUIRED);
        assertThat(QueryEdit.choice(query, "severity", "warn")).isEqualTo(Choice.REQUIRED);
        assertThat(QueryEdit.choice(query, "severity", "info")).isEqualTo(Choice.NONE);
        assertThat(QueryEdit.release(query, "severity", "error")).isEqualTo(SearchQuery.ALL);
    }

    @Test
    void excluding_one_severity_of_a_comparison_keeps_the_comparison() {
        var query = QueryEdit.exclude(SearchQuery.parse("severity:>=warn"), "severity", "error");

        assertThat(query.format()).isEqualTo("severity:>=warn -severity:error");
        assertThat(QueryEdit.choice(query, "severity", "error")).isEqualTo(Choice.EXCLUDED);
    }

    @Test
    void a_facet_is_counted_as_if_nothing_had_been_said_about_its_field() {
        var query = SearchQuery.parse("service:a -service:b severity:error");

        assertThat(QueryEdit.withoutField(query, "service").format()).isEqualTo("severity:error");
        assertThat(QueryEdit.mentions(query, "service")).isTrue();
        assertThat(QueryEdit.mentions(query, "http.route")).isFalse();
    }
}
