package io.keepwatch.ui.traces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdTest {

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(strings = {
        ID, "  4BF92F3577B34DA6A3CE929D0E0E4736 ", "4bf92f35-77b3-4da6-a3ce-929d0e0e4736", "4bf92f35 77b34da6 a3ce929d 0e0e4736",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "trace:4bf92f3577b34da6a3ce929d0e0e4736"})
    void is_found_in_what_people_paste(String pasted) {
        assertThat(TraceId.in(pasted)).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "quotes-api", "4bf92f3577b34da6", "service:4bf92f3577b34da6a3ce929d0e0e4736"})
    void is_not_seen_in_a_search(String text) {
        assertThat(TraceId.in(text)).isEmpty();
    }

    @Test
    void is_shortened_in_its_middle() {
        assertThat(TraceId.shortened(ID)).isEqualTo("4bf92f35…4736");
    }
}
