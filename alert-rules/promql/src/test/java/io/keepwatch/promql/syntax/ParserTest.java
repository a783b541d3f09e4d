package io.keepwatch.promql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                       | 1:1: parse error: no expression found in input
            sum(up                   | 1:7: parse error: unclosed left parenthesis
            1 +                      | 1:4: parse error: unexpected end of input
            foo bar                  | 1:5: parse error: unexpected identifier "bar"
            up{job="a"               | 1:11: parse error: unexpected end of input inside braces
            up{job}                  | 1:7: parse error: unexpected "}" in label matching, expected label matching operator
            up{job=~"a["}            | 1:4: parse error: error parsing regexp: missing closing ]: `[)$`
            rate(up)                 | 1:6: parse error: expected type range vector in call to function "rate", got instant vector
            up[5m] + 1               | 1:1: parse error: binary expression must contain only scalar and instant vector types
            1 == 1                   | 1:3: parse error: comparisons between scalars must use BOOL modifier
            up + bool up             | 1:4: parse error: bool modifier can only be used on comparison operators
            nosuch(up)               | 1:1: parse error: unknown function with name "nosuch"
            sum by job (up)          | 1:8: parse error: unexpected identifier "job" in grouping opts, expected "("
            {job=~".*"}              | 1:1: parse error: vector selector must contain at least one non-empty matcher
            up{__name__="x"}         | 1:1: parse error: metric name must not be set twice: "up" or "x"
            up offset 5m offset 1m   | 1:1: parse error: offset may not be set multiple times
            (up offset 5m)[1m]       | 1:15: parse error: ranges only allowed for vector selectors
            up[0s]                   | 1:4: parse error: duration must be greater than 0
            up and 1                 | 1:1: parse error: set operator "and" not allowed in binary scalar expression
            up * on(a) group_left(a) up | 1:4: parse error: label "a" must not occur in ON and GROUP clause at once
            topk(up)                 | 1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1
            "a" + 1                  | 1:1: parse error: binary expression must contain only scalar and instant vector types
            """)
    void saysWhatIsWrongAndWhere(String query, String message) {
        var e = catchThrowableOfType(PromQlSyntaxException.class, () -> Parser.parse(query));
        assertThat(e).hasMessage(message);
        assertThat(e.position().end()).isGreaterThanOrEqualTo(e.position().start());
    }

    @Test
    void countsLines() {
        var e = catchThrowableOfType(PromQlSyntaxException.class, () -> Parser.parse("sum(\n  up\n  nosuch()\n)"));
        assertThat(e).hasMessageStartingWith("3:3: parse error: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sum(rate(requests_total{job=~"a.b"}[5m]))by(job)>0.5 | sum by (job) (rate(requests_total{job=~"a.b"}[5m])) > 0.5
            -1^2                               | -1 ^ 2
            a-b-c*d^e^f                        | a - b - c * d ^ e ^ f
            {"http.server",'x.y'!~`a`}         | {"x.y"!~"a",__name__="http.server"}
            up@1.5 offset -90d                 | up @ 1.500 offset -90d
            max_over_time(up[1h:]@end())       | max_over_time(up[1h:] @ end())
            0x1F + 1_000 + 5m + inF + 017      | 31 + 1000 + 5m + +Inf + 15
            a / on(x) group_left(y) b          | a / on (x) group_left (y) b
            sum without() (a)                  | sum without () (a)
            'it\\'s \\u00e9'                   | "it's é"
            fill + fill                        | fill + fill
            up[5m+step()*2:1m]                 | up[5m + step() * 2:1m]
            """)
    void printsTheCanonicalForm(String query, String printed) {
        String actual = PromQlEngine.format(query.replace("\\\\", "\\"));
        assertThat(actual).isEqualTo(printed);
        assertThat(PromQlEngine.format(actual)).isEqualTo(actual);
    }

    @Test
    void refusesWhatIsNestedTooDeepInsteadOfLosingTheStack() {
        assertThat(catchThrowableOfType(PromQlSyntaxException.class, () -> Parser.parse("(".repeat(100_000) + "1" + ")".repeat(100_000))))
                .hasMessageContaining("nested more than 200 levels");
        assertThat(catchThrowableOfType(PromQlSyntaxException.class, () -> Parser.parse("1" + "+1".repeat(100_000))))
                .hasMessageContaining("more than 300 binary operators");
        assertThat(catchThrowableOfType(PromQlSyntaxException.class, () -> Parser.parse("up" + "[1m:1m]".repeat(100_000))))
                .hasMessageContaining("more than 50 subqueries");
        assertThat(catchThrowableOfType(PromQlSyntaxException.class, () -> Parser.parse("-".repeat(100_000) + "1")))
                .hasMessageContaining("nested more than 200 levels");
    }
}
