package io.keepwatch.backup.plan;

import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.target.BackupTarget;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.TargetSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The plans of the live configuration. Each question is answered from `keepwatch.yaml` as it is in use at that moment.
final class ConfiguredPlans implements PlanBook {

    /// What follows from one state of the settings.
    private record Book(BackupSettings settings, Map<String, BackupPlan> plans) {}

    private final LiveSettings live;
    private final List<BackupSource<?>> sources;
    private final List<BackupTarget<?>> targets;
    private final Clock clock;
    private volatile @Nullable Book latest;

    ConfiguredPlans(LiveSettings live, List<BackupSource<?>> sources, List<BackupTarget<?>> targets, Clock clock) {
        this.live = live;
        this.sources = List.copyOf(sources);
        this.targets = List.copyOf(targets);
        this.clock = clock;
    }

    @Override
    public List<BackupPlan> plans() {
        return List.copyOf(book().plans().values());
    }

    @Override
    public Optional<BackupPlan> plan(String name) {
        return Optional.ofNullable(book().plans().get(name));
    }

    @Override
    public List<String> targets() {
        return settings().targets().keySet().stream().sorted().toList();
    }

    @Override
    public Optional<Target> target(String name) {
        return Optional.ofNullable(settings().targets().get(name))
                .map(settings -> new Target(name, adapter(settings).type(), settings.place(), settings.localFolder()));
    }

    @Override
    public ObjectStore open(String target) {
        TargetSettings settings = settings().targets().get(target);
        if (settings == null) {
            throw new IllegalArgumentException("There is no target " + target + " in keepwatch.yaml; there are " + targets());
        }
        return open(adapter(settings), settings);
    }

    @Override
    public <S extends SourceSettings> BackupSource<S> source(String type) {
        for (BackupSource<?> source : sources) {
            if (source.type().equals(type)) {
                @SuppressWarnings("unchecked") // whoever has a plan's settings has them by the same type
                var typed = (BackupSource<S>) source;
                return typed;
            }
        }
        throw new IllegalArgumentException("There is no kind of source " + type);
    }

    @Override
    public List<String> servers() {
        return settings().servers().keySet().stream().sorted().toList();
    }

    @Override
    public SourceSettings onServer(BackupPlan plan, String server) {
        var found = settings().servers().get(server);
        if (found == null) {
            throw new IllegalArgumentException("There is no server " + server + " in keepwatch.yaml; there are " + servers());
        }
        return plan.source().on(server, found);
    }

    @Override
    public Duration keepOld() {
        return settings().restore().keepOld();
    }

    @Override
    public String yaml(String plan) {
        Object written = live.written(plan).orElseThrow(() -> new IllegalArgumentException("There is no plan " + plan));
        return PlanYaml.write(plan, written);
    }

    @Override
    public void onChange(Runnable listener) {
        live.onChange(listener);
    }

    private BackupSettings settings() {
        return live.current();
    }

    private Book book() {
        BackupSettings now = settings();
        Book book = latest;
        if (book == null || book.settings() != now) {
            book = new Book(now, plans(now));
            latest = book;
        }
        return book;
    }

    private Map<String, BackupPlan> plans(BackupSettings settings) {
        var plans = new TreeMap<String, BackupPlan>();
        settings.plans().forEach((name, plan) -> plans.put(name, plan(name, plan, settings)));
        return plans;
    }

    private BackupPlan plan(String name, PlanSettings plan, BackupSettings settings) {
        SourceSettings source = plan.source();
        String server = source.server();
        SourceSettings placed = server == null ? source : source.on(server, settings.servers().get(server));
        BackupSource<?> adapter = sources.stream()
                .filter(candidate -> candidate.settingsType().isInstance(placed))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No source takes the settings " + placed.getClass()));
        Schedule schedule = Schedule.parse(plan.schedule(), ZoneId.of(plan.timeZone()));
        return new BackupPlan(name, adapter.type(), placed, database(adapter, placed), schedule, schedule.longestInterval(clock.instant()),
                plan.targets(), plan.retention(), plan.storageClass());
    }

    private static <S extends SourceSettings> ProtectedDatabase database(BackupSource<S> source, SourceSettings settings) {
        return source.database(source.settingsType().cast(settings));
    }

    private BackupTarget<?> adapter(TargetSettings settings) {
        return targets.stream()
                .filter(target -> target.settingsType().isInstance(settings))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No target takes the settings " + settings.getClass()));
    }

    private static <S extends TargetSettings> ObjectStore open(BackupTarget<S> target, TargetSettings settings) {
        return target.open(target.settingsType().cast(settings));
    }
}
