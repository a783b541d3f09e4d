package io.keepwatch.backup.plan;

import io.keepwatch.backup.ContributedSettings;
import io.keepwatch.settings.Configuration;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.StartProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `keepwatch.backup` as it is in use: what `keepwatch.yaml` says, and what others contribute to it.
final class LiveSettings {

    private static final Logger log = LoggerFactory.getLogger(LiveSettings.class);

    private final ConfigurationFile file;
    private final List<ContributedSettings> contributed;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Merged merged;

    /// @param documents the file first, then what was contributed
    private record Merged(BackupSettings settings, List<Configuration> documents) {}

    LiveSettings(ConfigurationFile file, List<ContributedSettings> contributed) {
        this.file = file;
        this.contributed = List.copyOf(contributed);
        this.merged = merge();
        file.onChange(_ -> refresh());
        contributed.forEach(settings -> settings.onChange(this::refresh));
    }

    BackupSettings current() {
        return merged.settings();
    }

    /// A plan as it was written.
    Optional<Object> written(String plan) {
        return merged.documents().stream()
                .filter(document -> document.get(BackupSettings.SECTION).plans().containsKey(plan))
                .findFirst()
                .flatMap(document -> document.written("keepwatch", "backup", "plans", plan));
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void refresh() {
        synchronized (this) {
            merged = merge();
        }
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                log.error("Cannot apply the changed plans in {}", listener, e);
            }
        }
    }

    private Merged merge() {
        var documents = new ArrayList<Configuration>();
        documents.add(file.current());
        for (ContributedSettings settings : contributed) {
            try {
                String yaml = settings.yaml();
                if (!yaml.isBlank()) {
                    documents.add(file.parse("the settings of " + settings.getClass().getSimpleName(), yaml));
                }
            } catch (StartProblem e) {
                log.error("Running without contributed backup settings. {}", e.getMessage());
            }
        }
        return new Merged(documents.stream().map(document -> document.get(BackupSettings.SECTION)).reduce(LiveSettings::under).orElseThrow(),
                List.copyOf(documents));
    }

    /// What stands in `first` is used where both have a name.
    private static BackupSettings under(BackupSettings first, BackupSettings second) {
        return new BackupSettings(
                union(first.servers(), second.servers()),
                union(first.targets(), second.targets()),
                union(first.plans(), second.plans()),
                first.restore());
    }

    private static <V> Map<String, V> union(Map<String, V> first, Map<String, V> second) {
        var both = new HashMap<>(second);
        both.putAll(first);
        return both;
    }
}
