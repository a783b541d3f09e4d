package io.keepwatch.backup.restore;

import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestorePlan;
import io.keepwatch.backup.RestoreRequest;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Restores;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.restore.Order.Action;
import io.keepwatch.backup.step.BusyException;
import io.keepwatch.backup.step.NewRun;
import io.keepwatch.backup.step.RunIds;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.StepException;
import io.keepwatch.backup.step.StepRunner;
import io.keepwatch.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// Restores as the journal of runs has them.
final class JournaledRestores implements Restores {

    private static final Logger log = LoggerFactory.getLogger(JournaledRestores.class);
    private static final int REMEMBERED = 1_000;
    /// Where the source's steps remember the name of the database that they make.
    private static final String CLONE = "clone";

    private final StepRunner runner;
    private final RunJournal journal;
    private final DryRun dryRun;
    private final Catalog catalog;
    private final PlanBook book;
    private final AuditLog audit;
    private final Clock clock;

    JournaledRestores(StepRunner runner, RunJournal journal, DryRun dryRun, Catalog catalog, PlanBook book, AuditLog audit, Clock clock) {
        this.runner = runner;
        this.journal = journal;
        this.dryRun = dryRun;
        this.catalog = catalog;
        this.book = book;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public RestorePlan dryRun(RestoreRequest request) {
        return dryRun.of(scope(request));
    }

    @Override
    public String start(RestoreRequest request, Actor actor) {
        RestoreScope scope = scope(request);
        if (request.mode() == Mode.SWAP) {
            requireAdministrator(actor, "swap a database");
            if (!scope.place().database().equals(request.confirm())) {
                throw ProblemException.badRequest("The typed name is not the database's", "Type " + scope.place().database() + " to replace it");
            }
        }
        RestorePlan plan = dryRun.of(scope);
        if (plan.isBlocked()) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "Cannot restore: " + plan.checks().stream()
                    .filter(check -> check.status() == Check.Status.RED).map(check -> check.name() + ": " + check.message())
                    .collect(Collectors.joining("; ")), "Do what the red checks say, and look at the plan again");
        }
        if (!plan.planHash().equals(request.planHash())) {
            throw ProblemException.conflict("The plan is not the one that was shown: " + (request.planHash() == null
                    ? "no planHash was sent"
                    : "the backup, a check or a step has changed since"), "Look at the plan again, and start the restore with its hash");
        }
        String id = start(Action.RESTORE, scope.place(), request, null, null, actor.name());
        audit.append(actor.did("restore.started", scope.place().database(), Map.of("run", id, "backup", scope.backup().id(),
                "mode", request.mode().name(), "reason", Objects.requireNonNullElse(request.reason(), ""))));
        return id;
    }

    @Override
    public List<Restore> all() {
        List<Ordered> orders = orders();
        return orders.stream().filter(order -> order.order().action() == Action.RESTORE).map(order -> restore(order, orders)).toList();
    }

    @Override
    public Optional<Restore> find(String id) {
        return all().stream().filter(restore -> restore.run().id().equals(id)).findFirst();
    }

    @Override
    public void cancel(String id, Actor actor) {
        Restore restore = existing(id);
        if (!runner.cancel(id, actor.name())) {
            throw ProblemException.conflict("Cannot cancel the restore " + id + ": " + (restore.run().phase().isEnd()
                    ? "it has ended"
                    : "the databases are being swapped"), "Undo it when it is complete");
        }
        audit.append(actor.did("restore.cancelled", id, Map.of()));
    }

    @Override
    public void undo(String id, Actor actor) {
        requireAdministrator(actor, "swap a database back");
        Restore restore = existing(id);
        if (restore.undoUntil() == null || !clock.instant().isBefore(restore.undoUntil())) {
            throw ProblemException.conflict("Cannot take back the restore " + id + ": " + whyNoUndo(restore), null);
        }
        String run = start(Action.UNDO, place(restore.run(), restore.request()), restore.request(), id, null, actor.name());
        audit.append(actor.did("restore.undone", id, Map.of("run", run)));
    }

    /// Clears away after restores that nobody can take back any more: once a day until it has succeeded, whichever process is asked.
    void cleanUp() {
        List<Ordered> orders = orders();
        for (Ordered order : orders) {
            Instant until = until(order, orders);
            if (until != null && !clock.instant().isBefore(until)) {
                String slot = "clean-up " + order.run().id() + " " + clock.instant().toString().substring(0, 10);
                try {
                    start(Action.CLEAN_UP, place(order.run(), order.order().request()), order.order().request(), order.run().id(), slot, "schedule");
                } catch (ProblemException e) {
                    log.warn("Cannot clear away after the restore {}; trying again: {}", order.run().id(), e.getMessage());
                }
            }
        }
    }

    private record Ordered(Run run, Order order) {}

    private List<Ordered> orders() {
        return journal.recent(EnumSet.of(Run.Kind.RESTORE), null, REMEMBERED).stream()
                .map(run -> new Ordered(run, Order.read(journal.request(run.id())))).toList();
    }

    private Restore restore(Ordered of, List<Ordered> all) {
        Run run = of.run();
        RestoreRequest request = of.order().request();
        boolean undone = happened(Action.UNDO, run.id(), all);
        boolean swapped = request.mode() == Mode.SWAP && run.phase() == Phase.COMPLETED;
        String database = run.phase() != Phase.COMPLETED ? null
                : swapped && !undone ? request.database() : journal.fact(run.id(), CLONE).orElse(null);
        return new Restore(run, request, database, until(of, all), undone, swapped && !undone);
    }

    /// When the old database is cleared away; null when there is none to take back.
    private @Nullable Instant until(Ordered of, List<Ordered> all) {
        Run run = of.run();
        boolean kept = of.order().action() == Action.RESTORE && of.order().request().mode() == Mode.SWAP && run.phase() == Phase.COMPLETED
                && !happened(Action.UNDO, run.id(), all) && !happened(Action.CLEAN_UP, run.id(), all);
        return kept ? Objects.requireNonNull(run.completedAt()).plus(book.keepOld()) : null;
    }

    private static boolean happened(Action action, String restoreId, List<Ordered> all) {
        return all.stream().anyMatch(order -> order.order().action() == action && restoreId.equals(order.order().restoreId())
                && order.run().phase() == Phase.COMPLETED);
    }

    private static String whyNoUndo(Restore restore) {
        if (restore.undone()) {
            return "it has been taken back already";
        }
        return restore.live() ? "the old database is not kept any more" : "no database was swapped";
    }

    private String start(
            Action action, Place place, RestoreRequest asked, @Nullable String restoreId, @Nullable String slot, String by) {
        // the name stands fast, whatever becomes of the catalog
        var kept = new RestoreRequest(asked.backupId(), asked.mode(), asked.server(), place.database(), null, asked.reason(), null);
        var wanted = new NewRun(RunIds.next(clock.instant()), Run.Kind.RESTORE, place.plan().name(), slot, by, place.exclusive(),
                asked.backupId(), new Order(action, kept, restoreId).json());
        try {
            runner.start(wanted);
            return wanted.id();
        } catch (BusyException e) {
            throw ProblemException.conflict("Cannot start this: the restore " + e.runId() + " of " + place.database() + " is on",
                    "Wait for it, or cancel it");
        } catch (StepException e) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()), e.hint());
        }
    }

    private Place place(Run run, RestoreRequest request) {
        try {
            return Place.of(run.plan(), request, Objects.requireNonNull(request.database()), book);
        } catch (StepException e) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()), e.hint());
        }
    }

    private RestoreScope scope(RestoreRequest request) {
        if (catalog.find(request.backupId()).isEmpty()) {
            throw ProblemException.notFound("There is no backup " + request.backupId(), "Rebuild the catalog if a target has it");
        }
        try {
            return RestoreScope.of(request, catalog, book);
        } catch (StepException e) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()), e.hint());
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(String.valueOf(e.getMessage()), "The servers stand under keepwatch.backup.servers in keepwatch.yaml");
        }
    }

    private Restore existing(String id) {
        return find(id).orElseThrow(() -> ProblemException.notFound("There is no restore " + id, null));
    }

    private static void requireAdministrator(Actor actor, String what) {
        if (!actor.role().includes(Role.ADMIN)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "Only administrators may " + what, "Restore a clone beside it, or ask an administrator");
        }
    }
}
