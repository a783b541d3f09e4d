package io.keepwatch.backup.retention;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Copy;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.StepException;
import io.keepwatch.backup.target.ObjectRetainedException;
import io.keepwatch.backup.target.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Deletes backups so that at no moment one is listed as good that cannot be restored: the catalog stops to count a copy, its manifest
/// goes, then its data; when all copies are seen to be gone, the row goes. Stopped anywhere, it can be run again.
final class BackupDeletion {

    static final String BEGUN = "Retention is deleting it";

    private static final Duration ASK_AGAIN = Duration.ofDays(1);

    private final PlanBook book;
    private final Catalog catalog;
    private final Clock clock;
    /// Hears the name of each write before it is made.
    private final Consumer<String> writes;

    BackupDeletion(PlanBook book, Catalog catalog, Clock clock, Consumer<String> writes) {
        this.book = book;
        this.catalog = catalog;
        this.clock = clock;
        this.writes = writes;
    }

    /// @return why parts of it are still there; empty when it is gone
    List<String> delete(Backup backup) {
        var left = new ArrayList<String>();
        for (Copy copy : backup.copies()) {
            if (copy.state() == Copy.State.FAILED) {
                continue; // nothing of it was left
            }
            try {
                delete(backup, copy);
            } catch (ObjectRetainedException e) {
                left.add(e.getMessage());
                postpone(backup, copy, e);
            } catch (IOException | StepException | IllegalArgumentException e) {
                left.add(String.valueOf(e.getMessage()));
                catalog.copyIs(backup.id(), copy.target(), state(backup, copy), e.getMessage());
            }
        }
        if (left.isEmpty()) {
            writes.accept("row");
            catalog.remove(backup.id());
        }
        return left;
    }

    private void delete(Backup backup, Copy copy) throws IOException {
        requireOwnFolder(backup, copy);
        try (ObjectStore store = book.open(copy.target())) {
            store.find(BackupLayout.manifest(copy.path())); // a target that is away is told before the catalog forgets the copy
            writes.accept("catalog");
            if (!catalog.beginDeletion(backup.id(), copy.target(), BEGUN)) {
                throw new StepException("Did not delete " + backup.id() + ": somebody has just held it or taken it back", "Nothing to do");
            }
            writes.accept("manifest");
            store.delete(BackupLayout.manifest(copy.path()));
            for (String key : keysIn(store, copy.path())) {
                writes.accept("data");
                store.delete(key);
            }
            List<String> still = keysIn(store, copy.path());
            if (!still.isEmpty()) {
                throw new StepException("Cannot delete " + backup.id() + " from " + copy.target() + ": after the deletion " + still.size()
                        + " objects are still there", "See whether something writes to " + copy.path());
            }
        }
    }

    private static List<String> keysIn(ObjectStore store, String folder) throws IOException {
        var keys = new ArrayList<String>();
        store.list(folder + "/", object -> keys.add(object.key()));
        return keys;
    }

    /// The catalog is a cache and may be wrong; what is deleted must be this backup's own.
    private static void requireOwnFolder(Backup backup, Copy copy) {
        if (!copy.path().startsWith(BackupLayout.plan(backup.plan())) || !copy.path().endsWith("/" + backup.id())) {
            throw new StepException("Did not delete " + backup.id() + " from " + copy.target() + ": the catalog has it at " + copy.path()
                    + ", which is not its folder", "Rebuild the catalog");
        }
    }

    /// A copy whose manifest the store still has is whole.
    private Copy.State state(Backup backup, Copy copy) {
        if (copy.state() != Copy.State.STORED) {
            return copy.state();
        }
        try (ObjectStore store = book.open(copy.target())) {
            return store.find(BackupLayout.manifest(copy.path())).isPresent() ? Copy.State.STORED : Copy.State.MISSING;
        } catch (IOException | IllegalArgumentException e) {
            boolean begun = catalog.find(backup.id()).stream().flatMap(found -> found.copies().stream())
                    .anyMatch(now -> now.target().equals(copy.target()) && now.state() != Copy.State.STORED);
            return begun ? Copy.State.MISSING : Copy.State.STORED;
        }
    }

    private void postpone(Backup backup, Copy copy, ObjectRetainedException e) {
        catalog.copyIs(backup.id(), copy.target(), state(backup, copy), e.getMessage());
        Instant until = e.until();
        Instant now = clock.instant();
        catalog.deleteAfter(backup.id(), until == null || until.isBefore(now) ? now.plus(ASK_AGAIN) : until);
    }
}
