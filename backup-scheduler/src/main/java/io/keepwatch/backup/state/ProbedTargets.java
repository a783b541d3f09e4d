package io.keepwatch.backup.state;

import io.keepwatch.access.Actor;
import io.keepwatch.audit.AuditEntry.Result;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.Targets;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.plan.PlanBook.Target;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.problem.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Looks whether the targets answer, by asking each for an object that need not be there, and remembers what it saw.
final class ProbedTargets implements Targets {

    private static final String ASKED_FOR = "v1/keepwatch-probe";

    /// @param problem null when it answered
    private record Sight(@Nullable String problem, Instant at) {}

    private final PlanBook book;
    private final AuditLog audit;
    private final Clock clock;
    private final Map<String, Sight> seen = new ConcurrentHashMap<>();

    ProbedTargets(PlanBook book, AuditLog audit, Clock clock) {
        this.book = book;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<TargetStatus> all() {
        return book.targets().stream().map(book::target).flatMap(Optional::stream).map(this::status).toList();
    }

    @Override
    public List<Check> test(String name, Actor actor) {
        if (book.target(name).isEmpty()) {
            throw ProblemException.notFound("There is no target " + name, "The targets of keepwatch.yaml are " + String.join(", ", book.targets()));
        }
        List<Check> checks;
        try (ObjectStore store = book.open(name)) {
            checks = store.test();
        }
        boolean red = checks.stream().anyMatch(check -> check.status() == Check.Status.RED);
        audit.append(actor.entry("target.tested", name, red ? Result.FAILED : Result.OK, Map.of("checks", Integer.toString(checks.size()))));
        return checks;
    }

    /// Asks every target, each on a thread of its own: one that hangs keeps no other from being seen.
    void probe() {
        List<String> present = book.targets();
        seen.keySet().retainAll(present);
        present.forEach(name -> Thread.ofVirtual().name("probe-" + name).start(() -> seen.put(name, look(name))));
    }

    private Sight look(String name) {
        try (ObjectStore store = book.open(name)) {
            store.find(ASKED_FOR);
            return new Sight(null, clock.instant());
        } catch (IOException | RuntimeException e) {
            return new Sight(String.valueOf(e.getMessage()), clock.instant());
        }
    }

    private TargetStatus status(Target target) {
        Sight sight = seen.get(target.name());
        return sight == null
                ? new TargetStatus(target.name(), target.type(), target.place(), null, null, null)
                : new TargetStatus(target.name(), target.type(), target.place(), sight.problem() == null, sight.problem(), sight.at());
    }
}
