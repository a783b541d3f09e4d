package io.keepwatch.backup.retention;

import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.plan.RetentionPolicy;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.filesystem.FolderStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The plan `quotes` with real folders as its targets.
record Shelf(Path folder, RetentionPolicy policy) implements PlanBook {

    private record NoSource() implements SourceSettings {}

    @Override
    public List<BackupPlan> plans() {
        return List.of(new BackupPlan(History.PLAN, "none", new NoSource(), History.QUOTES, "0 2 * * *", ZoneOffset.UTC, targets(), policy, Map.of()));
    }

    @Override
    public Optional<BackupPlan> plan(String name) {
        return plans().stream().filter(plan -> plan.name().equals(name)).findFirst();
    }

    @Override
    public List<String> targets() {
        return List.of("local", "second");
    }

    @Override
    public Optional<Target> target(String name) {
        return Optional.of(new Target(name, "filesystem", folder.resolve(name).toString(), folder.resolve(name)));
    }

    @Override
    public ObjectStore open(String target) {
        return FolderStore.open(folder.resolve(target));
    }

    @Override
    public <S extends SourceSettings> BackupSource<S> source(String type) {
        throw new IllegalArgumentException("retention asks no source");
    }

    @Override
    public SourceSettings onServer(BackupPlan plan, String server) {
        throw new IllegalArgumentException("retention asks no source");
    }

    @Override
    public List<String> servers() {
        return List.of();
    }

    @Override
    public Duration keepOld() {
        return Duration.ofDays(7);
    }

    @Override
    public String yaml(String plan) {
        return "";
    }

    @Override
    public void onChange(Runnable listener) {
        // it does not change
    }
}
