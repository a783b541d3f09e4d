package io.keepwatch.alerting.template;

import io.keepwatch.alerting.template.text.FunctionException;
import io.keepwatch.alerting.template.text.GoTemplate;
import io.keepwatch.alerting.template.text.Limits;
import io.keepwatch.alerting.template.text.TemplateExecutionException;
import io.keepwatch.alerting.template.text.TemplateSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The texts of messages, in Alertmanager's dialect: those that Keepwatch brings, under Alertmanager's names, and those of the user, which
/// may replace them. Immutable.
public final class MessageTemplates {

    private static final List<String> BUILT_IN = List.of("messages.tmpl", "email.tmpl");

    private final GoTemplate templates;

    private MessageTemplates(GoTemplate templates) {
        this.templates = templates;
    }

    public static MessageTemplates builtIn() {
        GoTemplate templates = GoTemplate.parse("", "", MessageFunctions::exists);
        for (String file : BUILT_IN) {
            templates = templates.with(file, resource(file), MessageFunctions::exists);
        }
        return new MessageTemplates(templates);
    }

    /// With the templates of a file.
    ///
    /// @throws TemplateException when it has a mistake
    public MessageTemplates with(String file, String text) {
        try {
            return new MessageTemplates(templates.with(file, text, MessageFunctions::exists));
        } catch (TemplateSyntaxException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    public Set<String> names() {
        return templates.names();
    }

    /// Without filling it: whether it is a template, and its functions exist.
    ///
    /// @throws TemplateException when it has a mistake
    public void check(String setting) {
        with("", setting);
    }

    /// Fills a setting such as `{{ template "slack.default.title" . }}`.
    ///
    /// @throws TemplateException when it cannot be filled
    public String text(String setting, MessageData data) {
        return new Filling(data, false).fill(setting);
    }

    /// As [#text], with every value escaped that does not say that it is HTML.
    public String html(String setting, MessageData data) {
        return new Filling(data, true).fill(setting);
    }

    /// One message. A label of the route is a template too, and may name others; each is filled once.
    private final class Filling {

        private final MessageData data;
        private final boolean html;
        private final Map<String, String> routeLabels = new HashMap<>();
        private final List<String> inProgress = new ArrayList<>();

        Filling(MessageData data, boolean html) {
            this.data = data;
            this.html = html;
        }

        String fill(String setting) {
            if (!setting.contains("{{")) {
                return setting;
            }
            var functions = new MessageFunctions(data.at(), this::routeLabel);
            try {
                GoTemplate all = templates.with("", setting, MessageFunctions::exists);
                return html ? all.executeHtml("", MessageValues.of(data), functions, Limits.DEFAULT)
                        : all.execute("", MessageValues.of(data), functions, Limits.DEFAULT);
            } catch (TemplateSyntaxException | TemplateExecutionException e) {
                throw new TemplateException(String.valueOf(e.getMessage()));
            }
        }

        private String routeLabel(String name) {
            String setting = data.routeLabels().get(name);
            String known = routeLabels.get(name);
            if (setting == null || known != null) {
                return known == null ? "" : known;
            }
            if (inProgress.contains(name)) {
                throw new FunctionException("route label cycle detected: " + String.join(" -> ", inProgress) + " -> " + name);
            }
            inProgress.add(name);
            try {
                String filled = fill(setting);
                routeLabels.put(name, filled);
                return filled;
            } catch (TemplateException e) {
                throw new FunctionException(String.valueOf(e.getMessage()));
            } finally {
                inProgress.removeLast();
            }
        }
    }

    private static String resource(String file) {
        try (InputStream text = MessageTemplates.class.getResourceAsStream(file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
