package io.keepwatch.backup.run;

import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.plan.RetentionPolicy;
import io.keepwatch.backup.plan.Schedule;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.target.ObjectStore;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One plan, `quotes`, and any targets.
public final class TestBook implements PlanBook {

    public static final String PLAN = "quotes";

    private final BackupSource<?> source;
    private final SourceSettings settings;
    private final Map<String, Supplier<ObjectStore>> targets = new LinkedHashMap<>();
    private RetentionPolicy retention = RetentionPolicy.DEFAULT;

    public <S extends SourceSettings> TestBook(BackupSource<S> source, S settings) {
        this.source = source;
        this.settings = settings;
    }

    public TestBook with(String target, Supplier<ObjectStore> store) {
        targets.put(target, store);
        return this;
    }

    public TestBook keeping(RetentionPolicy policy) {
        retention = policy;
        return this;
    }

    @Override
    public List<BackupPlan> plans() {
        return plan(PLAN).stream().toList();
    }

    @Override
    public Optional<BackupPlan> plan(String name) {
        BackupSource<SourceSettings> known = source(source.type());
        return name.equals(PLAN)
                ? Optional.of(new BackupPlan(PLAN, source.type(), settings, known.database(settings), Schedule.parse("0 2 * * *", ZoneOffset.UTC), Duration.ofDays(1),
                        List.copyOf(targets.keySet()), retention, Map.of()))
                : Optional.empty();
    }

    @Override
    public List<String> targets() {
        return List.copyOf(targets.keySet());
    }

    @Override
    public Optional<Target> target(String name) {
        return targets.containsKey(name) ? Optional.of(new Target(name, "filesystem", name, null)) : Optional.empty();
    }

    @Override
    public ObjectStore open(String target) {
        Supplier<ObjectStore> store = targets.get(target);
        if (store == null) {
            throw new IllegalArgumentException("There is no target " + target);
        }
        return store.get();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S extends SourceSettings> BackupSource<S> source(String type) {
        return (BackupSource<S>) source;
    }

    @Override
    public SourceSettings onServer(BackupPlan plan, String server) {
        throw new IllegalArgumentException("There is no server " + server);
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
    public void onChange(Runnable listener) {}
}
