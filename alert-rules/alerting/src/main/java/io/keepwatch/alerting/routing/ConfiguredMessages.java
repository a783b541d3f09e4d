package io.keepwatch.alerting.routing;

import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.alerting.template.TemplateException;
import io.keepwatch.settings.FilePattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/// The message templates of a configuration: its files over those that Keepwatch brings.
public final class ConfiguredMessages {

    private ConfiguredMessages() {}

    /// The files of templates with their content. Patterns that match no file are fine, files may come later.
    public static Map<Path, String> texts(RoutingConfig config) throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Path pattern : config.templates()) {
            for (Path file : files(pattern)) {
                texts.put(file, Files.readString(file));
            }
        }
        return texts;
    }

    private static List<Path> files(Path pattern) throws IOException {
        try {
            return FilePattern.files(pattern);
        } catch (PatternSyntaxException e) {
            throw new IOException("templates: " + pattern + " is no pattern of files: " + e.getDescription(), e);
        } catch (UncheckedIOException e) {
            throw new IOException("templates: " + e.getMessage(), e);
        }
    }

    /// @throws TemplateException when a file has a mistake
    public static MessageTemplates of(Map<Path, String> texts) {
        MessageTemplates templates = MessageTemplates.builtIn();
        for (Map.Entry<Path, String> file : texts.entrySet()) {
            templates = templates.with(file.getKey().getFileName().toString(), file.getValue());
        }
        return templates;
    }

    /// Mistakes in the files and in the settings of receivers, which otherwise nobody sees before an alert fires.
    public static List<String> problems(RoutingConfig config, Map<Path, String> texts) {
        List<String> problems = new ArrayList<>();
        try {
            MessageTemplates templates = of(texts);
            for (Receiver receiver : config.receivers()) {
                for (Integration integration : receiver.integrations()) {
                    String place = "receiver " + receiver.name() + ", " + integration.kind() + "_configs[" + integration.index() + "]";
                    integration.settings().forEach((key, value) -> check(templates, place + "." + key, value, problems));
                }
            }
            config.route().all().forEach(route -> route.labels().forEach((key, value) -> check(templates, "route label " + key, value, problems)));
        } catch (TemplateException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems.stream().distinct().sorted().toList();
    }

    private static void check(MessageTemplates templates, String place, Object value, List<String> problems) {
        switch (value) {
            case String text when text.contains("{{") -> {
                try {
                    templates.check(text);
                } catch (TemplateException e) {
                    problems.add(place + ": " + e.getMessage());
                }
            }
            case List<?> list -> list.forEach(item -> check(templates, place, item, problems));
            case Map<?, ?> map -> map.forEach((key, item) -> check(templates, place + "." + key, item, problems));
            default -> { }
        }
    }
}
