package io.keepwatch.ui.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.logs.LogPosition;
import io.keepwatch.telemetry.logs.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPatternsTest {

    private static final Instant START = Instant.parse("2026-11-20T02:00:00Z");
    private final List<LogRecord> records = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Saved quote 12350 by Ada                        | Saved quote <n> by Ada
            took 12.5ms, 30 % of 1,204                      | took <n>ms, <n> % of <n>
            order 9d3e41c0-a7f2-5b68-c1e0-8d94f7a2b356 lost | order <uuid> lost
            trace 9d3e41c0a7f25b68 of 10.0.0.7:5432         | trace <hex> of <ip>
            http2 and v42 and utf8 stay, deadbeef too       | http2 and v42 and utf8 stay, deadbeef too
            retry -3 at 02:41:08.954                        | retry <n> at <n>
            """)
    void what_varies_is_masked_and_names_are_not(String body, String masked) {
        assertThat(MessageMask.of(body)).isEqualTo(masked);
    }

    @Test
    void lines_that_differ_in_numbers_are_one_pattern_with_its_first_and_its_newest() {
        say(0, "quote 1 not saved");
        say(10, "quote 22 not saved");
        say(20, "retrying insert");

        LogPattern pattern = patterns().getFirst();
        assertThat(pattern.text()).isEqualTo("quote <n> not saved");
        assertThat(pattern.count()).isEqualTo(2);
        assertThat(pattern.first()).isEqualTo(START);
        assertThat(pattern.example().body()).isEqualTo("quote 22 not saved");
    }

    @Test
    void a_word_with_many_values_is_a_variable_and_one_with_two_is_not() {
        List.of("Ada", "Esther", "Cecil", "Hugh", "Edwin").forEach(name -> say(0, "Saved quote 1 by " + name));
        say(1, "quote not saved: foreign key violation");
        say(2, "quote not updated: foreign key violation");

        assertThat(patterns()).extracting(LogPattern::text).containsExactlyInAnyOrder("Saved quote <n> by <*>",
                "quote not saved: foreign key violation", "quote not updated: foreign key violation");
    }

    @Test
    void is_new_only_when_earlier_lines_would_have_been_seen() {
        for (int i = 0; i < 600; i++) {
            say(i, "all is well");
        }
        for (int i = 500; i < 600; i += 10) {
            say(i, "pool wait above 350 ms");
        }
        say(550, "said once");

        assertThat(patterns()).filteredOn(LogPattern::isNew).extracting(LogPattern::text).containsExactly("pool wait above <n> ms");
    }

    @Test
    void is_found_again_by_the_longest_text_that_does_not_vary() {
        say(0, "42 visitors like quote 7");

        assertThat(patterns().getFirst().phrase()).isEqualTo("visitors like quote");
    }

    private void say(int second, String body) {
        records.add(new LogRecord(new LogPosition(START.plusSeconds(second), records.size()), "quotes-api", 9, "INFO", body, "", "", "", "",
                new TreeMap<>(), new TreeMap<>()));
    }

    private List<LogPattern> patterns() {
        return LogPatterns.of(records.stream().sorted((a, b) -> b.time().compareTo(a.time())).toList()).patterns();
    }
}
