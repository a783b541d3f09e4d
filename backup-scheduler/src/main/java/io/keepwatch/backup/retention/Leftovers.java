package io.keepwatch.backup.retention;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What backups that never got their manifest have left in a target: no backup takes so long that it could still be one.
final class Leftovers {

    static final Duration GRACE = Duration.ofDays(7);

    private final PlanBook book;
    private final Catalog catalog;
    private final Clock clock;

    Leftovers(PlanBook book, Catalog catalog, Clock clock) {
        this.book = book;
        this.catalog = catalog;
        this.clock = clock;
    }

    /// A target that does not answer is swept the next time: what it cannot do is told by its backups and its test.
    void sweep(String plan, String target, StepContext context) {
        Instant before = clock.instant().minus(GRACE);
        try (ObjectStore store = book.open(target)) {
            store.sweepUploads(before);
            for (List<StoredObject> objects : foldersWithoutManifest(store, plan).values()) {
                if (objects.stream().allMatch(object -> object.modifiedAt().isBefore(before))) {
                    remove(store, objects);
                    context.log("Removed from " + target + ": " + objects.size() + " objects beside " + objects.getFirst().key()
                            + ", which never got a manifest");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            context.log("Could not sweep " + target + ": " + e.getMessage());
        }
    }

    /// Without those that the catalog knows: a manifest that is missing there is damage to be told of, not to be completed.
    private TreeMap<String, List<StoredObject>> foldersWithoutManifest(ObjectStore store, String plan) throws IOException {
        Set<String> known = catalog.list(plan).stream().map(Backup::id).collect(Collectors.toSet());
        var folders = new TreeMap<String, List<StoredObject>>();
        store.list(BackupLayout.plan(plan), object -> {
            int end = object.key().lastIndexOf('/');
            String folder = object.key().substring(0, end);
            if (folder.startsWith(BackupLayout.plan(plan)) && !known.contains(folder.substring(folder.lastIndexOf('/') + 1))) {
                folders.computeIfAbsent(folder, _ -> new ArrayList<>()).add(object);
            }
        });
        folders.values().removeIf(objects -> objects.stream().anyMatch(object -> BackupLayout.folderOfManifest(object.key()).isPresent()));
        return folders;
    }

    private static void remove(ObjectStore store, List<StoredObject> objects) throws IOException {
        for (StoredObject object : objects) {
            store.delete(object.key());
        }
    }
}
