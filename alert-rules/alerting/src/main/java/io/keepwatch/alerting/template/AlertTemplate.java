package io.keepwatch.alerting.template;

import io.keepwatch.alerting.template.text.Functions;
import io.keepwatch.alerting.template.text.GoTemplate;
import io.keepwatch.alerting.template.text.GoType;
import io.keepwatch.alerting.template.text.GoType.Kind;
import io.keepwatch.alerting.template.text.GoValue;
import io.keepwatch.alerting.template.text.Limits;
import io.keepwatch.alerting.template.text.TemplateExecutionException;
import io.keepwatch.alerting.template.text.TemplateSyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A label or annotation of an alerting rule: parsed once when the rule is loaded, filled for each alert. Immutable.
public final class AlertTemplate {

    /// In front of every text, as Prometheus does it: the columns of messages count it too.
    private static final String VARIABLES = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}";

    private static final GoType DATA = new GoType(
            "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }", Kind.STRUCT, null, Map.of());

    private final String name;
    private final String text;
    private final @Nullable GoTemplate template;

    private AlertTemplate(String name, String text, @Nullable GoTemplate template) {
        this.name = name;
        this.text = text;
        this.template = template;
    }

    /// @param alert the name of the rule, for messages
    /// @throws TemplateException when the text is no template or names a function that does not exist: the rule must not load
    public static AlertTemplate parse(String alert, String text) {
        String name = "__alert_" + alert;
        if (!text.contains("{{")) {
            return new AlertTemplate(name, text, null);
        }
        try {
            return new AlertTemplate(name, text, GoTemplate.parse(name, VARIABLES + text, QueryFunctions::exists));
        } catch (TemplateSyntaxException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    /// Never throws for what the text or the query does: an alert without its description is better than no alert.
    public Expanded expand(TemplateData data, TemplateQuery query) {
        if (template == null) {
            return new Expanded(text, null);
        }
        Functions functions = new QueryFunctions(data, query);
        var values = GoValue.struct(DATA, "Labels", GoValue.strings(data.labels().toMap()), "ExternalLabels",
                GoValue.strings(data.externalLabels().toMap()), "ExternalURL", data.externalUrl().toString(), "Value", data.value());
        try {
            return new Expanded(template.execute(name, values, functions, Limits.DEFAULT), null);
        } catch (TemplateExecutionException e) {
            return Expanded.failed("error executing template " + name + ": " + e.getMessage());
        }
    }
}
