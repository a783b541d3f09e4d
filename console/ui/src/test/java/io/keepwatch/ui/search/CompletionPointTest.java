package io.keepwatch.ui.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompletionPointTest {

    @Test
    void at_the_end_of_a_word_the_name_of_a_field_is_typed() {
        CompletionPoint point = at("severity:error serv|");

        assertThat(point.typesField()).isTrue();
        assertThat(point.typed()).isEqualTo("serv");
        assertThat(point.rest().format()).isEqualTo("severity:error");
        assertThat(point.start()).isEqualTo(15);
        assertThat(point.end()).isEqualTo(19);
    }

    @Test
    void behind_the_colon_its_value() {
        CompletionPoint point = at("service:quo| severity:error");

        assertThat(point.field()).isEqualTo("service");
        assertThat(point.typed()).isEqualTo("quo");
        assertThat(point.rest().format()).isEqualTo("severity:error");
        assertThat(point.end()).isEqualTo(11);
    }

    @Test
    void signs_comparisons_and_quotes_are_not_part_of_what_is_typed() {
        assertThat(at("-service:a|").start()).isEqualTo(1);
        assertThat(at("severity:>=wa|").typed()).isEqualTo("wa");
        CompletionPoint quoted = at("operation:\"GET /quo|tes\" kind:server");
        assertThat(quoted.typed()).isEqualTo("GET /quo");
        assertThat(quoted.end()).isEqualTo(23);
        assertThat(quoted.rest().format()).isEqualTo("kind:server");
    }

    @Test
    void an_unfinished_rest_narrows_nothing() {
        assertThat(at("service:| \"open").rest().terms()).isEmpty();
    }

    @Test
    void an_empty_field_offers_the_names_of_fields() {
        assertThat(at("|").typesField()).isTrue();
    }

    /// The cursor stands at the bar.
    private static CompletionPoint at(String text) {
        return CompletionPoint.at(text.replace("|", ""), text.indexOf('|'));
    }
}
