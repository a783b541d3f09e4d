package io.keepwatch.alerting.routing;

import io.keepwatch.alerting.yaml.YamlObject;
import io.keepwatch.alerting.yaml.YamlProblem;
import io.keepwatch.telemetry.series.LabelText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads Alertmanager's configuration, and refuses what Alertmanager refuses, in its words and with the line.
public final class RoutingConfigReader {

    private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);

    private final Path folder;

    private RoutingConfigReader(Path folder) {
        this.folder = folder;
    }

    /// @throws RoutingConfigException when it cannot be used
    /// @throws IOException when the file cannot be read
    public static RoutingConfig read(Path file) throws IOException {
        return read(file, Files.readString(file));
    }

    /// @param file where the text stands, for messages and for the files that it names
    /// @throws RoutingConfigException when it cannot be used
    public static RoutingConfig read(Path file, String text) {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
        try {
            List<YamlObject> documents = YamlObject.documents(text);
            if (documents.isEmpty()) {
                throw new YamlProblem(0, "no route provided in config");
            }
            return new RoutingConfigReader(folder).read(documents.getFirst(), text);
        } catch (YamlProblem e) {
            throw new RoutingConfigException(file.toString(), e.line(), e.reason());
        }
    }

    private RoutingConfig read(YamlObject yaml, String text) {
        Map<String, Object> global = global(yaml.object("global"));
        List<Receiver> receivers = new ReceiverReader(global, folder).read(yaml.objects("receivers"));
        Map<String, List<TimeInterval>> intervals = intervals(yaml);
        Route route = new RouteReader(receivers, intervals.keySet()).read(yaml.object("route"), yaml.line());
        List<InhibitRule> inhibitRules = yaml.objects("inhibit_rules").stream().map(RoutingConfigReader::inhibitRule).toList();
        List<Path> templates = yaml.texts("templates").stream().map(folder::resolve).toList();
        yaml.plain("tracing");
        yaml.plain("event_recorder");
        yaml.done();
        Duration timeout = global.get("resolve_timeout") instanceof Duration set ? set : RESOLVE_TIMEOUT;
        return new RoutingConfig(route, receivers, inhibitRules, intervals, timeout, templates, text);
    }

    private static Map<String, Object> global(@Nullable YamlObject yaml) {
        var settings = new LinkedHashMap<>(Inheritance.defaults());
        if (yaml == null) {
            return settings;
        }
        SettingsCatalog.global().forEach((key, kind) -> {
            if (yaml.has(key)) {
                settings.put(key, kind.read(yaml, key));
            }
        });
        Duration timeout = yaml.duration("resolve_timeout");
        if (timeout != null) {
            settings.put("resolve_timeout", timeout);
        }
        yaml.done();
        String problem = SettingsCheck.global(settings);
        if (problem != null) {
            throw new YamlProblem(yaml.line(), problem);
        }
        return settings;
    }

    private static Map<String, List<TimeInterval>> intervals(YamlObject yaml) {
        Map<String, List<TimeInterval>> intervals = new LinkedHashMap<>();
        intervals(yaml, "mute_time_intervals", "mute time interval", intervals);
        intervals(yaml, "time_intervals", "time interval", intervals);
        return intervals;
    }

    private static void intervals(YamlObject yaml, String key, String what, Map<String, List<TimeInterval>> to) {
        for (YamlObject interval : yaml.objects(key)) {
            String name = interval.text("name");
            if (name.isEmpty()) {
                throw new YamlProblem(interval.line(), "missing name in " + what);
            }
            List<TimeInterval> times = interval.objects("time_intervals").stream().map(TimeIntervalReader::read).toList();
            interval.done();
            if (to.put(name, times) != null) {
                throw interval.refused("name", what + " " + LabelText.quote(name) + " is not unique");
            }
        }
    }

    private static InhibitRule inhibitRule(YamlObject yaml) {
        var rule = new InhibitRule(yaml.text("name"), MatcherReader.all(yaml, "source_"), MatcherReader.all(yaml, "target_"), yaml.texts("equal"));
        yaml.done();
        if (rule.equal().contains("")) {
            throw yaml.refused("equal", "invalid label name \"\" in equal list");
        }
        return rule;
    }
}
