package io.keepwatch.ui.promql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionPlaceTest {

    /// The cursor is at the bar, and is not part of the query.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            ra|                                              ; METRIC_OR_FUNCTION ; ra   ; ''                              ; ''
            sum(rate(http_req|                               ; METRIC_OR_FUNCTION ; http_req ; ''                          ; ''
            sum by (jo|) (up{job="x"})                       ; LABEL              ; jo   ; {__name__=~"up"}                ; ''
            up{|                                             ; LABEL              ; ''   ; {__name__="up"}                 ; ''
            up{job="api", inst|                              ; LABEL              ; inst ; {__name__="up", job="api"}      ; ''
            rate(up{job="api", instance=~"lo|"}[5m])         ; VALUE              ; lo   ; {__name__="up", job="api"}      ; instance
            up{job="a{b", x="|                               ; VALUE              ; ''   ; {__name__="up", job="a{b"}      ; x
            {__name__="|"}                                   ; VALUE              ; ''   ; ''                              ; __name__
            up[5|                                            ; NOTHING            ; ''   ; ''                              ; ''
            label_replace(up, "a|                            ; NOTHING            ; ''   ; ''                              ; ''
            """)
    void says_what_is_being_typed(String text, String what, String typed, String selector, String label) {
        int cursor = text.indexOf('|');
        var place = CompletionPlace.at(text.replace("|", ""), cursor);
        assertThat(place).extracting(found -> found.what().name(), CompletionPlace::typed, CompletionPlace::selector, CompletionPlace::label)
                .containsExactly(what, typed, selector, label);
    }

    @Test
    void what_is_chosen_takes_the_place_of_the_whole_word() {
        assertThat(CompletionPlace.at("sum(http_requests_total{})", 8)).extracting(CompletionPlace::start, CompletionPlace::end).containsExactly(4, 23);
        assertThat(CompletionPlace.at("up{job=\"api\"}", 9)).extracting(CompletionPlace::start, CompletionPlace::end).containsExactly(8, 11);
    }
}
