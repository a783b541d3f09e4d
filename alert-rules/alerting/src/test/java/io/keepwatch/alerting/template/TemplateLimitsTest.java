package io.keepwatch.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.alerting.template.text.GoTemplate;
import io.keepwatch.alerting.template.text.GoType;
import io.keepwatch.alerting.template.text.GoValue.ListValue;
import io.keepwatch.alerting.template.text.Limits;
import io.keepwatch.alerting.template.text.TemplateExecutionException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A text that would eat memory, time or the stack ends with an error.
class TemplateLimitsTest {

    private static final Limits SMALL = new Limits(10_000, 100_000, 10_000, 50, Duration.ofMinutes(1));
    private static final ListValue THOUSAND = new ListValue(GoType.ANY_LIST, Collections.nCopies(1_000, 1L));

    @ParameterizedTest
    @ValueSource(strings = {
            "{{ printf \"%999999d\" 1 }}",
            "{{ range . }}{{ range $ }}{{ end }}{{ end }}",
            "{{ range . }}0123456789abcdef{{ end }}",
            "{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}",
            "{{ define \"a\" }}{{ if . }}{{ template \"b\" . }}{{ end }}{{ end }}{{ define \"b\" }}{{ template \"a\" . }}{{ end }}{{ template \"b\" . }}",
            "{{ $x := \"aaaaaaaaaa\" }}{{ range . }}{{ $x = reReplaceAll \"a\" $x $x }}{{ end }}",
            "{{ $x := \"a\" }}{{ range . }}{{ $x = print $x $x }}{{ end }}",
            "{{ $x := \"<\" }}{{ range . }}{{ $x = html $x }}{{ $x = print $x $x }}{{ end }}",
            "{{ $x := \"%[1]s\" }}{{ range . }}{{ $x = print $x $x }}{{ printf $x $x | len }}{{ end }}",
            "{{ $x := \" \" }}{{ range . }}{{ $x = print (urlquery $x) $x }}{{ end }}",
            "{{ range 1000000000 }}{{ end }}",
    })
    void ends_with_an_error(String text) {
        GoTemplate template = GoTemplate.parse("t", text, PrometheusFunctions.ALL::containsKey);

        assertThatThrownBy(() -> template.execute("t", THOUSAND, PrometheusFunctions.ALL::get, SMALL))
                .isInstanceOf(TemplateExecutionException.class).hasMessageContaining("exceeded maximum");
    }

    @Test
    void the_usual_limits_are_reached_before_the_stack_is_full() {
        String deep = "{{ if 1 }}".repeat(190) + "{{ template \"a\" . }}" + "{{ end }}".repeat(190);
        GoTemplate template = GoTemplate.parse("t", "{{ define \"a\" }}" + deep + "{{ end }}{{ template \"a\" " + "(".repeat(98) + "." + ")".repeat(98) + " }}",
                _ -> false);

        assertThatThrownBy(() -> template.execute("t", THOUSAND, _ -> null, Limits.DEFAULT)).isInstanceOf(TemplateExecutionException.class)
                .hasMessageContaining("exceeded maximum template depth (500)");
    }

    @Test
    void the_time_is_limited() {
        GoTemplate template = GoTemplate.parse("t", "{{ range . }}{{ . }}{{ end }}", _ -> false);
        var none = new Limits(10_000, 100_000, 10_000, 50, Duration.ZERO);

        assertThatThrownBy(() -> template.execute("t", THOUSAND, _ -> null, none)).hasMessageContaining("exceeded maximum time of 0 ms");
    }

    @Test
    void what_is_nested_too_deep_is_refused_before_it_is_run() {
        assertThatThrownBy(() -> AlertTemplate.parse("A", "{{ " + "(".repeat(5_000) + "1" + ")".repeat(5_000) + " }}"))
                .isInstanceOf(TemplateException.class).hasMessageContaining("nested deeper than");
        assertThatThrownBy(() -> AlertTemplate.parse("A", "{{ if 1 }}".repeat(5_000))).hasMessageContaining("nested deeper than");
        assertThatThrownBy(() -> AlertTemplate.parse("A", "{{ block \"a\" . }}".repeat(5_000))).hasMessageContaining("nested deeper than");
    }

    @Test
    void a_later_definition_replaces_an_earlier_one_unless_it_is_empty() {
        GoTemplate template = GoTemplate.parse("one", "{{ define \"a\" }}1{{ end }}", _ -> false)
                .with("two", "{{ define \"a\" }}2{{ end }}{{ template \"a\" }}", _ -> false).with("three", "{{ define \"a\" }} {{ end }}", _ -> false);

        assertThat(template.execute("two", null, _ -> null, SMALL)).isEqualTo("2");
    }
}
