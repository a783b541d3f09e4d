package io.keepwatch.backup.run;

import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.BackupContents;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.catalog.RetentionView;
import io.keepwatch.backup.catalog.StoredCopy;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.BusyException;
import io.keepwatch.backup.step.NewRun;
import io.keepwatch.backup.step.RunIds;
import io.keepwatch.backup.step.StepRunner;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.problem.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// The backups of the catalog, with what retention keeps them for.
final class CatalogedBackups implements Backups {

    private final Catalog catalog;
    private final Supplier<@Nullable RetentionView> retention;
    private final PlanBook book;
    private final StepRunner runner;
    private final AuditLog audit;
    private final Clock clock;

    /// @param retention asked late: retention itself looks into the catalog
    CatalogedBackups(
            Catalog catalog, Supplier<@Nullable RetentionView> retention, PlanBook book, StepRunner runner, AuditLog audit, Clock clock) {
        this.catalog = catalog;
        this.retention = retention;
        this.book = book;
        this.runner = runner;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<Backup> list(@Nullable String plan) {
        var tags = new HashMap<String, Map<String, Set<Backup.Tag>>>();
        return catalog.list(plan).stream().map(backup -> tagged(backup, tags)).toList();
    }

    @Override
    public Optional<Backup> find(String id) {
        return catalog.find(id).map(backup -> tagged(backup, new HashMap<>()));
    }

    @Override
    public BackupContents contents(String id) {
        Backup backup = existing(id);
        var problems = new ArrayList<String>();
        for (Backup.Copy copy : backup.copies()) {
            if (copy.state() != Backup.Copy.State.FAILED) {
                try (ObjectStore store = book.open(copy.target())) {
                    Optional<Manifest> manifest = new StoredCopy(store, copy.target(), copy.path()).manifest();
                    if (manifest.isPresent()) {
                        return contents(manifest.get());
                    }
                    problems.add(copy.target() + ": the manifest is gone");
                } catch (IOException | IllegalArgumentException e) {
                    problems.add(copy.target() + ": " + e.getMessage());
                }
            }
        }
        throw new ProblemException(HttpStatus.BAD_GATEWAY, "Cannot read the manifest of " + id + ": " + String.join("; ", problems),
                "Test the targets");
    }

    @Override
    public String verify(String id, Actor actor) {
        Backup backup = existing(id);
        return start(new NewRun(RunIds.next(clock.instant()), Run.Kind.VERIFY, backup.plan(), null, actor.name(), "verify/" + id, id, "{}"),
                actor, "backup.verification.started", id);
    }

    @Override
    public void hold(String id, String why, Actor actor) {
        existing(id);
        catalog.hold(id, new Backup.Hold(actor.name(), why, clock.instant()));
        audit.append(actor.did("backup.held", id, Map.of("why", why)));
    }

    @Override
    public void release(String id, Actor actor) {
        existing(id);
        if (!actor.role().includes(Role.ADMIN)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "Only administrators may release a backup", "Ask one: retention may delete it afterwards");
        }
        catalog.release(id);
        audit.append(actor.did("backup.released", id, Map.of()));
    }

    @Override
    public String rebuild(Actor actor) {
        return start(new NewRun(RunIds.next(clock.instant()), Run.Kind.REBUILD, null, null, actor.name(), "rebuild", null, "{}"),
                actor, "catalog.rebuild.started", "catalog");
    }

    @Override
    public List<RetentionVerdict> retentionPreview(String plan) {
        if (book.plan(plan).isEmpty()) {
            throw ProblemException.notFound("There is no plan " + plan, "The plans stand under keepwatch.backup.plans in keepwatch.yaml");
        }
        RetentionView view = retention.get();
        return view == null ? List.of() : view.preview(plan);
    }

    private String start(NewRun wanted, Actor actor, String action, String object) {
        try {
            runner.start(wanted);
        } catch (BusyException e) {
            throw ProblemException.conflict("Cannot start this: the run " + e.runId() + " does the same now", "Wait for it, or cancel it");
        }
        audit.append(actor.did(action, object, Map.of("run", wanted.id())));
        return wanted.id();
    }

    private Backup existing(String id) {
        return catalog.find(id).orElseThrow(() -> ProblemException.notFound("There is no backup " + id, "Rebuild the catalog if a target has it"));
    }

    private Backup tagged(Backup backup, Map<String, Map<String, Set<Backup.Tag>>> tagsOfPlans) {
        RetentionView view = retention.get();
        if (view == null) {
            return backup;
        }
        Set<Backup.Tag> tags = tagsOfPlans.computeIfAbsent(backup.plan(), view::tags).getOrDefault(backup.id(), Set.of());
        return new Backup(backup.id(), backup.plan(), backup.database(), backup.startedAt(), backup.completedAt(), backup.bytes(), tags,
                backup.verification(), backup.hold(), backup.deleteAfter(), backup.copies());
    }

    private static BackupContents contents(Manifest manifest) {
        return new BackupContents(manifest.snapshotAt(), manifest.facts(),
                manifest.tables().stream()
                        .map(table -> new BackupContents.Table(table.schema() + "." + table.name(), table.rows(), table.checksum())).toList(),
                manifest.roles(), manifest.extensions(),
                manifest.parts().stream().map(part -> new BackupContents.Part(
                        part.name(), part.plainBytes(), part.storedBytes(), part.storedSha256())).toList(),
                manifest.warnings());
    }
}
