package io.keepwatch.ui.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.SearchQuery;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LooseningTest {

    @Test
    void names_the_term_without_which_the_most_records_match() {
        var counts = Map.of("severity:>=warn", 3L, "service:quotes-api", 14_816L);

        Loosening found = Loosening.of(SearchQuery.parse("service:quotes-api severity:>=warn"),
                query -> counts.get(query.format())).orElseThrow();

        assertThat(found.text()).isEqualTo("severity:>=warn");
        assertThat(found.matches()).isEqualTo(14_816);
        assertThat(found.without().format()).isEqualTo("service:quotes-api");
    }

    @Test
    void names_none_when_each_term_alone_keeps_everything_away() {
        assertThat(Loosening.of(SearchQuery.parse("a b"), query -> 0)).isEmpty();
        assertThat(Loosening.of(SearchQuery.ALL, query -> 5)).isEmpty();
    }
}
