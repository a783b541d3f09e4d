package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.evaluation.AlertNotice;
import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import io.keepwatch.alerting.running.GroupRunner.Workshop;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.time.SettableClock;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;

/// The rules of one control process, on a clock of the test, without threads of their own: everything happens within [#pass].
final class ControlProcess {

    static final Duration STEP = Duration.ofSeconds(5);

    final RuleShards shards;
    final RuleScheduler scheduler;
    final RuleStore store;
    final StoredHistory history;
    final RuleGroups rules;
    final OrphanSweep orphans;
    final List<AlertNotice> told = new ArrayList<>();
    final Leases leases;
    private final SettableClock clock;
    private final EvaluationPool pool = new EvaluationPool(1);

    ControlProcess(TestDatabase database, SampleStore samples, SettableClock clock, int shardCount, Supplier<RuleBook> book) {
        this.clock = clock;
        leases = new Leases(database.jdbc(), database.transactions(), UUID.randomUUID().toString());
        shards = new RuleShards(leases, shardCount);
        store = new RuleStore(new JdbcTemplate(database.dataSource()), leases);
        history = new StoredHistory(database.jdbc());
        var settings = new AlertingSettings(List.of(), Map.of(), Duration.ofMinutes(1), Duration.ZERO, Duration.ofMinutes(1), 12_000, Duration.ofDays(90), 1, null, null,
                Duration.ofMinutes(2), null, null);
        var evaluating = new Evaluating(samples, () -> settings, () -> URI.create("http://keepwatch"), 1, clock);
        var registry = new PrometheusRegistry();
        var shop = new Workshop(evaluating, pool, new SampleWriter(samples), store, List.of(told::addAll), new RuleMetrics(registry), clock);
        scheduler = new RuleScheduler(book, shards, shop, Runnable::run, clock::nanos);
        orphans = new OrphanSweep(book, shards, shop);
        rules = new RunningRules(book, scheduler, store, evaluating, clock);
        shards.round();
    }

    static RuleBook book(String yaml) {
        return new RuleBook(RuleFileReader.read("rules.yaml", yaml, RuleExtrasFile.NONE).groups().stream()
                .map(group -> LoadedGroup.of(group, false)).toList(), List.of());
    }

    /// Time passes step by step; what is due is evaluated.
    void pass(Duration time) {
        for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(STEP)) {
            clock.pass(STEP);
            scheduler.look();
        }
    }

    RuleStatus rule(String name) {
        return rules.groups().stream().flatMap(group -> group.rules().stream()).filter(rule -> rule.rule().name().equals(name)).findFirst().orElseThrow();
    }

    /// E.g. `FIRED Down`.
    List<String> changes() {
        return history.after(0, 1_000).stream().map(ControlProcess::text).toList();
    }

    private static String text(AlertChange change) {
        return change.kind() + " " + change.rule() + (change.cause().isEmpty() ? "" : ": " + change.cause());
    }

    /// It is killed: nothing is given back.
    void kill() {
        pool.close();
    }
}
