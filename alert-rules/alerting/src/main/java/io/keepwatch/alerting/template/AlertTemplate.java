package io.keepwatch.alerting.template;

/// A label or annotation of an alerting rule: parsed once when the rule is loaded, filled for each alert. Immutable.
public final class AlertTemplate {

    private final String text;

    private AlertTemplate(String text) {
        this.text = text;
    }

    /// @param alert the name of the rule, for messages
    /// @throws TemplateException when the text is no template or names a function that does not exist: the rule must not load
    public static AlertTemplate parse(String alert, String text) {
        if (text.contains("{{")) {
            throw new TemplateException("template: __alert_" + alert + ": actions cannot be parsed yet");
        }
        return new AlertTemplate(text);
    }

    /// Never throws: an alert without its description is better than no alert.
    public Expanded expand(TemplateData data, TemplateQuery query) {
        return new Expanded(text, null);
    }
}
