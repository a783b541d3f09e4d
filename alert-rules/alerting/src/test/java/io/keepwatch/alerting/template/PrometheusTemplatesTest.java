package io.keepwatch.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Prometheus' functions and variables: the scenarios of its own template tests, in texts of our own.
class PrometheusTemplatesTest {

    private static final TemplateData DATA = new TemplateData(Labels.of("job", "api", "instance", "web-1.example.org:9100"), 1.5,
            Labels.of("cluster", "west"), URI.create("https://watch.example.org/base"), Instant.parse("2012-11-24T11:14:12Z"));

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '\0', value = {
            "{{ $labels.job }} {{ .Labels.job }} {{ $value }} {{ .Value }}§api api 1.5 1.5",
            "{{ $externalLabels.cluster }} {{ .ExternalURL }} {{ $externalURL }}§west https://watch.example.org/base https://watch.example.org/base",
            "missing: '{{ $labels.nothing }}'§missing: ''",
            "{{ externalURL }} {{ pathPrefix }}§https://watch.example.org/base /base",
            "{{ now }}§1.353755652e+09",
            "{{ (now | toTime).Format \"Mon Jan 2 15:04:05 2006\" }}§Sat Nov 24 11:14:12 2012",
            "{{ (\"-30m\" | parseDuration | toDuration | (now | toTime).Add).UnixMilli }}§1353753852000",
            "{{ (1800 | toDuration).String }} {{ (\"1800\" | toDuration).String }} {{ toDuration 0.0015 }}§30m0s 30m0s 1.5ms",
            "{{ (1435065584.128 | toTime).Format \"2006\" }} {{ \"1435065584.128\" | humanizeTimestamp }}§2015 2015-06-23 13:19:44.128 +0000 UTC",
            "{{ printf \"%0.2f\" (parseDuration \"1h2m10ms\") }} {{ printf \"%0.2f\" (parseDuration \"-1h2m10ms\") }}§3720.01 -3720.01",
            "{{ \"aa bb CC\" | title }} {{ \"aa-b it's 1st\" | title }} {{ \"aa bb CC\" | toUpper }} {{ \"aA bB\" | toLower }}§Aa Bb CC Aa-B It's 1St AA BB CC aa bb",
            "{{ match \"a+\" \"aa\" }} {{ match \"a+\" \"b\" }}§true false",
            "{{ reReplaceAll \"(a)b\" \"x$1\" \"ab\" }} {{ reReplaceAll \"(\\\\w+)-(\\\\d+)\" \"$2_$1\" \"web-42\" }}§xa web",
            "{{ graphLink \"up > 1\" }} {{ tableLink \"up\" }}§/graph?g0.expr=up+%3E+1&g0.tab=0 /graph?g0.expr=up&g0.tab=1",
            "{{ urlQueryEscape \"a b&c=/\" }} {{ \"<b>\" | safeHtml }}§a+b%26c%3D%2F <b>",
            "{{ define \"x\" }}{{ .arg0 }} {{ .arg1 }}{{ end }}{{ template \"x\" (args 1 \"2\") }}§1 2",
            "{{ \"foo.example.com\" | stripPort }} {{ \"foo.example.com:12345\" | stripPort }} {{ \"192.0.2.1:1\" | stripPort }}§foo.example.com foo.example.com 192.0.2.1",
            "{{ \"2001:0DB8::1\" | stripPort }} {{ \"[2001:0DB8::1]:12345\" | stripPort }} {{ \"[2001:0DB8::1]::12345\" | stripPort }}§2001:0DB8::1 2001:0DB8::1 [2001:0DB8::1]::12345",
            "{{ $labels.instance | stripDomain }} {{ \"foo.example.com\" | stripDomain }} {{ \"192.0.2.1:1\" | stripDomain }}§web-1:9100 foo 192.0.2.1:1",
            "{{ \"2001:0DB8::1\" | stripDomain }} {{ \"[2001:0DB8::1]:12345\" | stripDomain }} {{ \"[2001:0DB8::1]::12345\" | stripDomain }}§2001:0DB8::1 [2001:0DB8::1]:12345 [2001:0DB8::1]::12345",
            "{{ -0.22222 | humanizePercentage }}:{{ 0.0 | humanizePercentage }}:{{ \"0.1234567\" | humanizePercentage }}:{{ 9223372036854775807 | humanizePercentage }}§-22.22%:0%:12.35%:9.223e+20%",
            "{{ humanize 1234567 }} {{ humanize .12 }} {{ humanize 9223372036854775807 }} {{ humanize1024 1048576 }} {{ humanize1024 9223372036854775807 }}§1.235M 120m 9.223E 1Mi 8Ei",
            "{{ humanizeDuration -183845 }} {{ humanizeDuration 899.99 }} {{ humanizeDuration 1.2345 }} {{ humanizeDuration .0001 }}§-2d 3h 4m 5s 14m 59s 1.234s 100us",
            "{{ humanize \"+Inf\" }} {{ humanizeDuration \"-inf\" }} {{ humanizeTimestamp \"NaN\" }} {{ humanize1024 \"Inf\" }}§+Inf -Inf NaN +Inf",
            "{{ humanizeTimestamp -1 }} {{ humanizeTimestamp 9223372036 }}§1969-12-31 23:59:59 +0000 UTC 2262-04-11 23:47:16 +0000 UTC",
            "{{ if gt $value 1.0 }}high{{ else }}low{{ end }} {{ printf \"%.1f%%\" $value }}§high 1.5%",
    })
    void texts_are_filled(String text, String filled) {
        assertThat(expand(text)).isEqualTo(new Expanded(filled, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '\0', value = {
            "{{ humanize \"one\" }}§at <humanize \"one\">: error calling humanize: strconv.ParseFloat: parsing \"one\": invalid syntax",
            "{{ \"one\" | humanizePercentage }}§at <humanizePercentage>: error calling humanizePercentage: strconv.ParseFloat: parsing \"one\": invalid syntax",
            "{{ humanizeTimestamp 9223372036854775807 }}§error calling humanizeTimestamp: 9.223372036854776e+18 cannot be represented as a nanoseconds timestamp since it overflows int64",
            "{{ query \"none\" | first }}§at <first>: error calling first: first() called on vector with no elements",
            "{{ (query \"none\").banana }}§at <\"none\">: can't evaluate field banana in type template.queryResult",
            "{{ query \"bad(\" }}§error calling query: unexpected end of input",
            "{{ .Labels.job.x }}§can't evaluate field x in type string",
            "{{ if gt $value 1 }}{{ end }}§error calling gt: incompatible types for comparison",
            "{{ match \"(\" \"a\" }}§error calling match: error parsing regexp: missing closing ): `(`",
            "{{ toUpper 1 }}§expected string; found 1",
            "{{ toUpper $value }}§wrong type for value; expected string; got float64",
    })
    void an_error_becomes_the_text(String text, String problem) {
        Expanded expanded = expand(text);

        assertThat(expanded.text()).startsWith("<error expanding template: error executing template __alert_Test: template: __alert_Test:1:")
                .endsWith(problem + ">");
        assertThat(expanded.problem()).isNotNull().endsWith(problem);
    }

    @Test
    void the_column_counts_the_variables_that_stand_in_front_as_prometheus_counts_them() {
        assertThat(expand("{{ $labels.job.x }}").text()).isEqualTo("<error expanding template: error executing template __alert_Test: template:"
                + " __alert_Test:1:122: executing \"__alert_Test\" at <$labels.job.x>: can't evaluate field x in type string>");
    }

    @Test
    void queries_give_samples_to_sort_and_to_take_apart() {
        assertThat(expand("{{ query \"two\" | first | value }} {{ query \"two\" | first | label \"instance\" }}").text()).isEqualTo("21 b");
        assertThat(expand("{{ range query \"two\" | sortByLabel \"instance\" }}{{ .Labels.instance }}:{{ .Value }}: {{ end }}").text())
                .isEqualTo("a:11: b:21: ");
        assertThat(expand("{{ with query \"none\" }}some{{ else }}nothing{{ end }}").text()).isEqualTo("nothing");
        assertThat(expand("{{ $x := query \"two\" | first }}{{ $x.Labels.foo }}{{ $x | label \"foo\" }}{{ $x | strvalue }}").text()).isEqualTo("v");
        assertThat(expand("{{ query \"at\" | first | value }}").text()).isEqualTo("1.353755652e+09");
    }

    @Test
    void what_is_no_template_does_not_load() {
        assertThatThrownBy(() -> AlertTemplate.parse("Test", "{{ nothing 1 }}")).isInstanceOf(TemplateException.class)
                .hasMessage("template: __alert_Test:1: function \"nothing\" not defined");
        assertThatThrownBy(() -> AlertTemplate.parse("Test", "a\n{{ $labels.x ")).isInstanceOf(TemplateException.class)
                .hasMessage("template: __alert_Test:2: unclosed action");
        assertThatThrownBy(() -> AlertTemplate.parse("Test", "{{ $other }}")).hasMessage("template: __alert_Test:1: undefined variable \"$other\"");
    }

    private static Expanded expand(String text) {
        return AlertTemplate.parse("Test", text).expand(DATA, PrometheusTemplatesTest::answer);
    }

    private static List<Sample> answer(String expression, Instant at) {
        return switch (expression) {
            case "none" -> List.of();
            case "at" -> List.of(new Sample(Labels.EMPTY, 0, at.getEpochSecond()));
            case "two" -> List.of(new Sample(Labels.of("instance", "b", "__value__", "v"), 0, 21), new Sample(Labels.of("instance", "a"), 0, 11));
            default -> throw PromQlException.execution("unexpected end of input");
        };
    }
}
