package io.keepwatch.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The scenarios of Alertmanager's compliance test of its two parsers, and what only one of them takes.
class MatcherTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '\0', ignoreLeadingAndTrailingWhitespace = false, value = {
            "{}§{}",
            "§{}",
            "{foo=bar}§{foo=\"bar\"}",
            "{foo=\"bar\"}§{foo=\"bar\"}",
            "{foo=~bar.*}§{foo=~\"bar.*\"}",
            "{foo!~\"bar.*\"}§{foo!~\"bar.*\"}",
            "{foo=\"bar\", baz!=\"quux\"}§{foo=\"bar\",baz!=\"quux\"}",
            "{foo=\"bar\",baz!~\".*quux\", derp=\"wat\"}§{foo=\"bar\",baz!~\".*quux\",derp=\"wat\"}",
            "{foo=\"\"}§{foo=\"\"}",
            "{foo=\"bar,quux\", job=\"job1\"}§{foo=\"bar,quux\",job=\"job1\"}",
            "{foo = \"bar\", dings != \"bums\", }§{foo=\"bar\",dings!=\"bums\"}",
            "foo=bar, dings!=bums§{foo=\"bar\",dings!=\"bums\"}",
            "{quote=\"She said: \\\"Hi, ladies! That's gender-neutral…\\\"\"}§{quote=\"She said: \\\"Hi, ladies! That's gender-neutral…\\\"\"}",
            "statuscode=~\"5..\"§{statuscode=~\"5..\"}",
            "contains_quote != \"\\\"\" , contains_comma !~ \"foo,bar\" , §{contains_quote!=\"\\\"\",contains_comma!~\"foo,bar\"}",
            // the older parser alone
            "{foo='}§{foo=\"'\"}",
            "{foo=`}§{foo=\"`\"}",
            "{foo=\\n}§{foo=\"\\n\"}",
            "{foo=bar\\t}§{foo=\"bar\\\\t\"}",
            "{foo=bar\\}§{foo=\"bar\\\\\"}",
            "{foo=\\\"}§{foo=\"\\\"\"}",
            "{foo=bar}}§{foo=\"bar}\"}",
            "{foo=bar},}§{foo=\"bar}\"}",
            "tricky=~~~§{tricky=~\"~~\"}",
            "foo=§{foo=\"\"}",
            "foo=bar baz§{foo=\"bar baz\"}",
            // the newer one alone
            "\"my label\"=\"x\"§{\"my label\"=\"x\"}",
            "{\"foo\"=bar}§{foo=\"bar\"}",
            "Σ=\"🙂\"§{Σ=\"🙂\"}",
            "foo.bar!=1§{foo.bar!=\"1\"}",
            "foo=\"\\u263a\"§{foo=\"\\\\u263a\"}",
    })
    void matchers_are_read_as_alertmanager_reads_them(String text, String written) {
        assertThat(MatcherText.write(MatcherText.parse(text == null ? "" : text))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "foo=\"bar\" bar=\"baz\"", "{foo=\"bar\"", "foo=\"b\"ar\"", "=bar", "{foo=~\"(\"}", "foo!bar", "{{foo=bar}", "foo==~\"a\"b"})
    void what_is_none_is_refused(String text) {
        if (text.equals("{foo=\"bar\"")) {
            assertThat(MatcherText.parse(text)).hasSize(1); // the older parser wants no closing brace
            return;
        }
        assertThatThrownBy(() -> MatcherText.parse(text)).isInstanceOf(MatcherSyntaxException.class);
    }

    @Test
    void a_label_that_is_missing_is_empty_and_expressions_match_the_whole_value() {
        LabelMatcher empty = MatcherText.parse("team=\"\"").getFirst();
        LabelMatcher whole = MatcherText.parse("env=~\"dev|test\"").getFirst();

        assertThat(empty.matches(Labels.EMPTY)).isTrue();
        assertThat(whole.matches(Labels.of("env", "dev"))).isTrue();
        assertThat(whole.matches(Labels.of("env", "dev1"))).isFalse();
    }
}
