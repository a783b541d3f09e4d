package io.keepwatch.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.SearchQuery.Term;
import io.keepwatch.telemetry.SearchQuery.TextTerm;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {

    @Test
    void readsTheExampleOfTheDocumentation() {
        assertThat(terms("service:quotes-api severity:>=warn \"connection refused\" -http.route:/health duration:>500ms")).containsExactly(
                new FieldTerm("service", Operator.EQUALS, "quotes-api", false),
                new FieldTerm("severity", Operator.GREATER_OR_EQUAL, "warn", false),
                new TextTerm("connection refused", false),
                new FieldTerm("http.route", Operator.EQUALS, "/health", true),
                new FieldTerm("duration", Operator.GREATER, "500ms", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t\n\u00a0\u3000", "*", "AND", "AND * AND"})
    void aSearchThatSaysNothingMatchesAll(String text) {
        assertThat(SearchQuery.parse(text)).isEqualTo(SearchQuery.ALL);
    }

    @Test
    void notAndMinusExclude() {
        assertThat(terms("NOT timeout AND -\"a b\" NOT status:error -\"k 1\":v")).containsExactly(
                new TextTerm("timeout", true),
                new TextTerm("a b", true),
                new FieldTerm("status", Operator.EQUALS, "error", true),
                new FieldTerm("k 1", Operator.EQUALS, "v", true));
    }

    @Test
    void aStarOutsideQuotesIsAWildcardAndInsideIsAStar() {
        assertThat(terms("a:x*y b:* c:\"x*y\" d:x\\*y e:\"*\"* conn*used tim*")).containsExactly(
                new FieldTerm("a", Operator.LIKE, "x*y", false),
                new FieldTerm("b", Operator.EXISTS, "", false),
                new FieldTerm("c", Operator.EQUALS, "x*y", false),
                new FieldTerm("d", Operator.EQUALS, "x*y", false),
                new FieldTerm("e", Operator.LIKE, "\\**", false),
                new FieldTerm("body", Operator.LIKE, "*conn*used*", false),
                new FieldTerm("body", Operator.LIKE, "*tim*", false));
    }

    @Test
    void pastedAddressesTimesAndColonsStayReadable() {
        assertThat(terms("http://example.org:80/x 12:34:56 host:[::1]:5432 url:https://a/b")).containsExactly(
                new TextTerm("http://example.org:80/x", false),
                new TextTerm("12:34:56", false),
                new FieldTerm("host", Operator.EQUALS, "[::1]:5432", false),
                new FieldTerm("url", Operator.EQUALS, "https://a/b", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "service:|8|no value",
        "service: x|8|no value",
        "a \"b c|2|not closed",
        "a OR b|2|all terms",
        "-|0|without a term",
        "a - b|2|without a term",
        "NOT|0|without a term",
        ":x|0|without a field",
        "ab*c:x|0|wildcard",
        "-*|0|exclude everything",
        "duration:>fast|10|500ms",
        "duration:5parsecs|9|units are",
        "severity:>=loud|11|trace, debug",
        "severity:>25|10|number from 1 to 24",
        "http.status_code:>=5xx|19|needs a number",
        "x\\|1|backslash",
        "\"\"|0|empty phrase",
    })
    void anErrorNamesPositionAndHint(String text, int position, String hint) {
        assertThatExceptionOfType(SearchSyntaxException.class).isThrownBy(() -> SearchQuery.parse(text))
                .satisfies(e -> assertThat(e.position()).isEqualTo(position)).withMessageContaining(hint);
    }

    @Test
    void tooMuchIsRefused() {
        assertThatExceptionOfType(SearchSyntaxException.class).isThrownBy(() -> SearchQuery.parse("x".repeat(10_001)));
        var many = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            many.append("w").append(i).append(' ');
        }
        assertThatExceptionOfType(SearchSyntaxException.class).isThrownBy(() -> SearchQuery.parse(many.toString())).withMessageContaining("100 terms");
    }

    @Test
    void withAddsOnceAndReplacesTheOpposite() {
        var query = SearchQuery.parse("a:1 -b:2");
        assertThat(query.with(new FieldTerm("b", "2")).format()).isEqualTo("a:1 b:2");
        assertThat(query.with(new FieldTerm("a", "1")).terms()).hasSize(2);
        assertThat(query.without(new FieldTerm("a", "1")).format()).isEqualTo("-b:2");
        assertThat(query.with(new FieldTerm("c", "x y").opposite()).format()).isEqualTo("a:1 -b:2 -c:\"x y\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:1 -b:>=2 \"x y\" c:* d:a*b\\*c", "\"12\":x", "-\"-a\"", "\"AND\"", "k:\">5\"", "k:<5",
        "日本:語 🙂", "k:\"a\\\\b\\\"c\"", "k:a\\ b*", "k:\"//x\"", "\"a:b\":c:d"})
    void formatIsReadBackAsTheSameSearch(String text) {
        var query = SearchQuery.parse(text);
        assertThat(SearchQuery.parse(query.format())).isEqualTo(query);
    }

    /// Whatever is typed is either read, and then survives its own canonical text, or refused with a position inside it.
    @Test
    void anyTextIsReadOrRefusedWithAPosition() {
        var random = new Random(42);
        String alphabet = "ab*\\\":-<>= \t\0\u00a0é🙂%_'();/12NOTANDOR";
        int[] points = alphabet.codePoints().toArray();
        for (int round = 0; round < 50_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                text.appendCodePoint(points[random.nextInt(points.length)]);
            }
            try {
                var query = SearchQuery.parse(text.toString());
                assertThat(SearchQuery.parse(query.format())).as(text.toString()).isEqualTo(query);
            } catch (SearchSyntaxException e) {
                assertThat(e.position()).as(text.toString()).isBetween(0, text.length());
            }
        }
    }

    /// The buttons of a facet build terms from stored values, which may be anything.
    @Test
    void anyStoredValueCanBeAddedAndExcluded() {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            var value = new StringBuilder();
            var key = new StringBuilder("k");
            for (int i = random.nextInt(8); i > 0; i--) {
                value.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0xd800)));
                key.append((char) random.nextInt(128));
            }
            Term term = new FieldTerm(key.toString(), value.toString());
            assertThat(SearchQuery.parse(SearchQuery.ALL.with(term).format()).terms()).containsExactly(term);
            assertThat(SearchQuery.parse(SearchQuery.ALL.with(term.opposite()).format()).terms()).containsExactly(term.opposite());
        }
    }

    @ParameterizedTest
    @CsvSource({"500ms,500000000", "1.5s,1500000000", "2m,120000000000", "1h,3600000000000", "7us,7000", "7µs,7000", "9ns,9", "3,3000000",
        "999999999999999h,9223372036854775807"})
    void durationsHaveUnits(String text, long nanos) {
        assertThat(SearchDuration.nanos(text)).hasValue(nanos);
    }

    private static List<Term> terms(String text) {
        return SearchQuery.parse(text).terms();
    }
}
