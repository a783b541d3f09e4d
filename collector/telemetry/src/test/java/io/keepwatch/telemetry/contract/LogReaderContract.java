package io.keepwatch.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.FacetValue;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.TextTerm;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogPosition;
import io.keepwatch.telemetry.logs.LogReader.LogBucket;
import io.keepwatch.telemetry.logs.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every [io.keepwatch.telemetry.logs.LogReader] must do.
public abstract class LogReaderContract extends TelemetryContract {

    @Test
    void aRecordComesBackAsItWasWritten() {
        write(LogRow.of(at(1.000000001), "api", "it's \"here\"\n").severity(17, "ERROR").in(trace(1), span(1)).with("k", "v").resource("host.name", "h"));
        LogRecord record = search("").getFirst();
        assertThat(record.time()).isEqualTo(at(1.000000001));
        assertThat(record).isEqualTo(new LogRecord(record.position(), "api", 17, "ERROR", "it's \"here\"\n", "", trace(1), span(1), "",
                new TreeMap<>(Map.of("k", "v")), new TreeMap<>(Map.of("host.name", "h"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "service:api|1 2 3", "-service:api|4 5", "severity:error|2 5", "severity:>=warn|2 3 5", "severity:>warn|2 5", "severity:<warn|1", "severity:<=WARN|1 3",
        "severity:17|2 5", "severity:>=17|2 5", "-severity:info|2 3 4 5", "severity:weird|4", "severity:*|1 2 3 4 5", "refused|2", "REFUSED|2", "\"connection ref\"|2",
        "onnectio|2", "-refused|1 3 4 5", "body:refused|2", "conn*after|2", "größe|3", "k:v|1", "k:*|1 2", "-k:*|3 4 5", "n:>=10|2", "n:<10|1", "n:>-1|1 2",
        "host.name:h1|1 4", "trace:*|5", "nothing|", "service:api severity:error|2", "service:* -host.name:h1|2 3 5",
    })
    void searchesFindWhatMeetsEveryTerm(String text, String numbers) {
        write(LogRow.of(at(1), "api", "1 started").with("k", "v").with("n", "9").resource("host.name", "h1"),
                LogRow.of(at(2), "api", "2 Connection refused after 3 s").severity(17, "ERROR").with("k", "w").with("n", "10.5"),
                LogRow.of(at(3), "api", "3 die GRÖSSE und Größe").severity(13, "").with("n", "many"),
                LogRow.of(at(4), "web", "4 odd").severity(0, "Weird").resource("host.name", "h1"),
                LogRow.of(at(5), "web", "5 no number").severity(0, "err").in(trace(1), span(1)));
        String[] expected = numbers == null ? new String[0] : numbers.split(" ");
        assertThat(search(text)).extracting(record -> record.body().substring(0, 1)).containsExactlyInAnyOrder(expected);
        assertThat(store.logs().count(HOUR, query(text))).isEqualTo(expected.length);
    }

    @Test
    void anyTextCanBeStoredAndFound() {
        List<LogRow> rows = new ArrayList<>();
        for (int i = 0; i < NastyText.ALL.size(); i++) {
            String text = NastyText.ALL.get(i);
            rows.add(LogRow.of(at(i), "s" + text, "<" + text + ">").severity(0, "S" + text).with("value", text).with("key " + text, "v"));
        }
        store.writer().write(LogRow.batch(rows));
        for (int i = 0; i < NastyText.ALL.size(); i++) {
            String text = NastyText.ALL.get(i);
            for (SearchQuery query : List.of(query("value", text), query("key " + text, "v"), query("service", "s" + text), query("severity", "S" + text),
                    new SearchQuery(List.of(new TextTerm("<" + text + ">", false))))) {
                assertThat(store.logs().search(HOUR, query, null, 50)).as(query.format()).extracting(LogRecord::time).containsExactly(at(i));
            }
        }
        assertThat(store.logs().search(HOUR, SearchQuery.ALL, null, 50).reversed()).extracting(r -> r.attributes().get("value")).containsExactlyElementsOf(NastyText.ALL);
        assertThat(store.logs().fields(HOUR, SearchQuery.ALL, 100)).containsAll(NastyText.ALL.stream().map(text -> "key " + text).toList());
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        List<LogRow> rows = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            rows.add(LogRow.of(at(10 + i / 5), "api", "line " + i)); // five share each instant
        }
        store.writer().write(LogRow.batch(rows));
        List<LogRecord> all = new ArrayList<>();
        LogPosition before = null;
        for (List<LogRecord> page = store.logs().search(HOUR, SearchQuery.ALL, null, 7); !page.isEmpty();
                page = store.logs().search(HOUR, SearchQuery.ALL, before, 7)) {
            all.addAll(page);
            before = page.getLast().position();
        }
        assertThat(all).hasSize(25).doesNotHaveDuplicates();
        assertThat(all).extracting(LogRecord::time).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void theTailContinuesAfterAPosition() {
        write(LogRow.of(at(1), "api", "a"), LogRow.of(at(2), "api", "b"), LogRow.of(at(2), "api", "c"));
        List<LogRecord> first = store.logs().after(new LogPosition(at(0), 0), SearchQuery.ALL, 2);
        assertThat(first).extracting(LogRecord::time).containsExactly(at(1), at(2));
        write(LogRow.of(at(3), "api", "d"), LogRow.of(at(3), "web", "e"));
        assertThat(store.logs().after(first.getLast().position(), query("service:api"), 10)).extracting(LogRecord::time).containsExactly(at(2), at(3));
        assertThat(store.logs().after(new LogPosition(at(4), 0), SearchQuery.ALL, 10)).isEmpty();
    }

    @Test
    void theHistogramCountsBySeverity() {
        write(LogRow.of(at(0), "api", "a"), LogRow.of(at(1), "api", "b").severity(17, ""), LogRow.of(at(2), "api", "c").severity(21, ""),
                LogRow.of(at(61), "api", "d").severity(0, "warning"), LogRow.of(at(62), "api", "e").severity(0, ""));
        List<LogBucket> buckets = store.logs().histogram(HOUR, SearchQuery.ALL, 60);
        assertThat(buckets).hasSize(60).startsWith(new LogBucket(at(0), 2, 0, 1), new LogBucket(at(60), 0, 1, 1), new LogBucket(at(120), 0, 0, 0));
        assertThat(store.logs().histogram(new TimeRange(at(1.5), at(61.5)), SearchQuery.ALL, 1))
                .containsExactly(new LogBucket(at(0), 1, 0, 0), new LogBucket(at(60), 0, 1, 0));
    }

    @Test
    void facetsAndFieldsDescribeTheSearch() {
        write(LogRow.of(at(1), "api", "a").with("k", "x").with("only", "1").resource("host", "h"), LogRow.of(at(2), "api", "b").severity(17, "ERROR").with("k", "x"),
                LogRow.of(at(3), "web", "c").severity(0, "warn").resource("k", "y"));
        var facets = store.logs().facets(HOUR, SearchQuery.ALL, List.of("service", "severity", "k"), 10);
        assertThat(values(facets, "service")).containsExactly(new FacetValue("api", 2), new FacetValue("web", 1));
        assertThat(values(facets, "severity")).containsExactly(new FacetValue("error", 1), new FacetValue("info", 1), new FacetValue("warn", 1));
        assertThat(values(facets, "k")).containsExactly(new FacetValue("x", 2), new FacetValue("y", 1));
        assertThat(store.logs().fields(HOUR, SearchQuery.ALL, 10)).containsExactly("k", "host", "only");
        assertThat(store.logs().fields(HOUR, query("service:web"), 10)).containsExactly("k");
    }

    @Test
    void theContextIsWhatTheSameServiceWroteAround() {
        List<LogRow> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(LogRow.of(at(i * 10_000.0 / 10), "api", "line " + i));
            rows.add(LogRow.of(at(i * 1_000.0 + 1), "web", "noise " + i));
        }
        store.writer().write(LogRow.batch(rows));
        LogRecord middle = store.logs().search(new TimeRange(NOON, NOON.plus(Duration.ofHours(5))), query("\"line 5\""), null, 1).getFirst();
        assertThat(store.logs().context(middle, 2, 3)).extracting(LogRecord::body).containsExactly("line 3", "line 4", "line 5", "line 6", "line 7", "line 8");
        assertThat(store.logs().context(middle, 0, 0)).containsExactly(middle);
    }

    private List<LogRecord> search(String text) {
        return store.logs().search(HOUR, query(text), null, 50);
    }
}
