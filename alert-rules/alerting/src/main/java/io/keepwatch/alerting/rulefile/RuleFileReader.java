package io.keepwatch.alerting.rulefile;

import io.keepwatch.alerting.yaml.YamlObject;
import io.keepwatch.alerting.yaml.YamlProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// Reads Prometheus' rule files and the Prometheus Operator's `PrometheusRule` objects. A group that cannot be used is refused with
/// its file, line and reason; the others of its file are read.
public final class RuleFileReader {

    private static final String OBJECT = "PrometheusRule";

    private final String path;
    private final RuleExtrasFile extras;
    private final List<RuleGroup> groups = new ArrayList<>();
    private final List<RuleProblem> problems = new ArrayList<>();
    private final List<RuleProblem> warnings = new ArrayList<>();

    private RuleFileReader(String path, RuleExtrasFile extras) {
        this.path = path;
        this.extras = extras;
    }

    /// With the side file beside it, when there is one.
    ///
    /// @throws IOException when a file cannot be read
    public static RuleFile read(Path file) throws IOException {
        Path beside = file.resolveSibling(RuleExtrasFile.nameFor(file.getFileName().toString()));
        RuleExtrasFile extras = Files.exists(beside) ? RuleExtrasReader.read(beside.toString(), text(beside)) : RuleExtrasFile.NONE;
        return read(file.toString(), text(file), extras);
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /// @param path what problems and groups call the file
    public static RuleFile read(String path, String text, RuleExtrasFile extras) {
        var reader = new RuleFileReader(path, extras);
        extras.problems().forEach(problem -> reader.problems.add(new RuleProblem(problem.place(), 0, "", problem.reason())));
        try {
            reader.documents(YamlObject.documents(text));
        } catch (YamlProblem e) {
            reader.problems.add(new RuleProblem(path, e.line(), "", e.reason()));
        }
        reader.warn();
        return new RuleFile(path, reader.groups, reader.problems, reader.warnings);
    }

    private void documents(List<YamlObject> documents) {
        if (documents.isEmpty()) {
            return;
        }
        if (documents.getFirst().mentions("kind")) {
            documents.forEach(this::object);
            return;
        }
        groups(path, documents.getFirst(), false);
        fileOf(documents.getFirst());
        if (documents.size() > 1) {
            warnings.add(new RuleProblem(path, documents.get(1).line(), "",
                    "a rule file has one YAML document; only the first one is used"));
        }
    }

    private void fileOf(YamlObject document) {
        try {
            document.done();
        } catch (YamlProblem e) {
            problems.add(new RuleProblem(path, e.line(), "", e.reason()));
        }
    }

    /// Of Kubernetes; what is no rule is none of our business.
    private void object(YamlObject object) {
        if (object.text("kind").equals("List")) {
            object.objects("items").forEach(this::object);
        } else if (object.text("kind").equals(OBJECT)) {
            YamlObject metadata = object.object("metadata");
            YamlObject spec = object.object("spec");
            String name = metadata == null ? "" : metadata.text("namespace") + "/" + metadata.text("name");
            if (spec != null) {
                groups(path + "#" + name, spec, true);
                fileOf(spec);
            }
        }
    }

    private void groups(String file, YamlObject parent, boolean ofOperator) {
        Set<String> names = new HashSet<>();
        for (YamlObject group : parent.objects("groups")) {
            String name = "";
            try {
                name = group.text("name");
                if (name.isEmpty()) {
                    throw group.refused("name", "a group needs a name");
                }
                if (!names.add(name)) {
                    throw group.refused("name", "groupname: \"" + name + "\" is repeated in the same file");
                }
                group(file, name, group, ofOperator);
            } catch (YamlProblem e) {
                problems.add(new RuleProblem(path, e.line(), name, e.reason()));
            }
        }
    }

    private void group(String file, String name, YamlObject group, boolean ofOperator) {
        Duration interval = group.duration("interval");
        Duration queryOffset = group.duration("query_offset");
        int limit = group.whole("limit");
        SortedMap<String, String> labels = group.textMap("labels");
        if (ofOperator) {
            group.text("partial_response_strategy"); // for Thanos
        }
        var reader = new RuleReader(labels, extras);
        reader.checkLabels(group, "labels", "");
        List<YamlObject> rules = group.objects("rules");
        for (int i = 0; i < rules.size(); i++) {
            reader.read(rules.get(i), i + 1);
        }
        group.done();
        reader.problems().forEach(problem -> problems.add(new RuleProblem(path, problem.line(), name, problem.reason())));
        if (reader.problems().isEmpty()) {
            boolean none = interval == null || interval.isZero();
            groups.add(new RuleGroup(file, name, none ? null : interval, queryOffset, limit, labels, reader.rules(), group.line()));
        }
    }

    private void warn() {
        Map<List<Object>, Rule> seen = new HashMap<>();
        Set<String> alerts = new HashSet<>();
        for (RuleGroup group : groups) {
            for (Rule rule : group.rules()) {
                Rule first = seen.putIfAbsent(List.of(rule.name(), rule.labels()), rule);
                if (first != null) {
                    warnings.add(new RuleProblem(path, rule.line(), group.name(), "the rule " + rule.name() + " stands in line " + first.line()
                            + " with the same labels already: both write the same series"));
                }
                alerts.add(rule.name());
            }
        }
        extras.alerts().keySet().stream().filter(alert -> !alerts.contains(alert)).sorted().forEach(alert -> warnings.add(
                new RuleProblem(path, 0, "", "the file of extras names the alert " + alert + ", which is not here")));
    }
}
