package io.keepwatch.alerting.routing;

import io.keepwatch.alerting.yaml.YamlObject;
import io.keepwatch.alerting.yaml.YamlProblem;
import io.keepwatch.telemetry.series.LabelText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads receivers and their integrations.
final class ReceiverReader {

    private final Map<String, Object> global;
    private final Path folder;

    ReceiverReader(Map<String, Object> global, Path folder) {
        this.global = global;
        this.folder = folder;
    }

    List<Receiver> read(List<YamlObject> receivers) {
        List<Receiver> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlObject yaml : receivers) {
            Receiver receiver = receiver(yaml);
            if (!names.add(receiver.name())) {
                throw yaml.refused("name", "notification config name " + LabelText.quote(receiver.name()) + " is not unique");
            }
            read.add(receiver);
        }
        return List.copyOf(read);
    }

    private Receiver receiver(YamlObject yaml) {
        String name = yaml.text("name");
        if (name.isEmpty()) {
            throw new YamlProblem(yaml.line(), "missing name in receiver");
        }
        var labels = new TreeMap<>(yaml.textMap("labels"));
        String label = labels.put("name", name);
        if (label != null && !label.equals(name)) {
            throw yaml.refused("labels", "receiver label \"name\" must match receiver name " + LabelText.quote(name) + ", got " + LabelText.quote(label));
        }
        List<Integration> integrations = new ArrayList<>();
        for (String kind : SettingsCatalog.kinds()) {
            int index = 0;
            for (YamlObject integration : yaml.objects(kind + "_configs")) {
                integrations.add(integration(kind, index++, integration));
            }
        }
        yaml.done();
        return new Receiver(name, labels, List.copyOf(integrations));
    }

    private Integration integration(String kind, int index, YamlObject yaml) {
        var own = new LinkedHashMap<String, Object>();
        SettingsCatalog.of(kind).forEach((key, form) -> {
            if (yaml.has(key)) {
                own.put(key, form.read(yaml, key));
            }
        });
        yaml.done();
        refuseIf(yaml, SettingsCheck.own(kind, own));
        Map<String, Object> filled = Inheritance.fill(kind, own, global);
        refuseIf(yaml, SettingsCheck.filled(kind, filled));
        return new Integration(kind, index, Map.copyOf(filled), folder);
    }

    private static void refuseIf(YamlObject yaml, @Nullable String problem) {
        if (problem != null) {
            throw new YamlProblem(yaml.line(), problem);
        }
    }
}
