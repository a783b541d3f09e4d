package io.keepwatch.backup.run;

import static io.keepwatch.backup.step.ActionStep.of;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Copy.State;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.catalog.StoredCopy;
import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.manifest.ManifestException;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.RunWork;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepException;
import io.keepwatch.backup.step.StepResult;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes the catalog again from the manifests in the targets. Done twice it changes nothing more; what it cannot see it leaves alone.
final class CatalogRebuilder implements RunWork {

    private final PlanBook book;
    private final Catalog catalog;
    private final Clock clock;

    CatalogRebuilder(PlanBook book, Catalog catalog, Clock clock) {
        this.book = book;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Run.Kind kind() {
        return Run.Kind.REBUILD;
    }

    @Override
    public List<Step> steps(Run run, String request) {
        return List.of(of("rebuild", "Read the manifests in " + String.join(" and ", book.targets()), this::rebuild));
    }

    /// A backup as the targets have it.
    private record Found(Manifest manifest, List<Backup.Copy> copies) {}

    private StepResult rebuild(StepContext context) throws InterruptedException {
        var found = new HashMap<String, Found>();
        var seen = new HashSet<String>();
        for (String target : book.targets()) {
            context.checkCancelled();
            try (ObjectStore store = book.open(target)) {
                look(store, target, found, context);
                seen.add(target);
            } catch (IOException e) {
                context.checkCancelled();
                context.log("Cannot look into " + target + ": " + e.getMessage() + "; what the catalog says of it stays");
            }
        }
        if (seen.isEmpty()) {
            throw new StepException("Cannot rebuild the catalog: no target can be read", "Test the targets");
        }
        context.uninterrupted(() -> {
            found.values().forEach(backup -> enter(backup, seen));
            catalog.list(null).stream().filter(backup -> !found.containsKey(backup.id())).forEach(backup -> missing(backup, seen, context));
            return true;
        });
        context.log("Found " + found.size() + " backups in " + String.join(" and ", new TreeSet<>(seen)));
        return StepResult.DONE;
    }

    private void look(ObjectStore store, String target, Map<String, Found> found, StepContext context) throws IOException, InterruptedException {
        var objects = new HashMap<String, StoredObject>();
        store.list(BackupLayout.ROOT, object -> objects.put(object.key(), object));
        var folders = new TreeSet<String>();
        objects.keySet().forEach(key -> BackupLayout.folderOfManifest(key).ifPresent(folders::add));
        for (String folder : folders) {
            context.checkCancelled();
            try {
                Optional<Manifest> manifest = new StoredCopy(store, target, folder).manifest();
                manifest.ifPresent(read -> found.computeIfAbsent(read.backupId(), _ -> new Found(read, new ArrayList<>())).copies()
                        .add(copy(read, target, folder, objects)));
            } catch (ManifestException e) {
                context.log(e.getMessage() + "; " + e.hint());
            }
        }
        sayOrphans(objects.keySet(), folders, target, context);
    }

    private static Backup.Copy copy(Manifest manifest, String target, String folder, Map<String, StoredObject> objects) {
        String storageClass = "STANDARD";
        for (Manifest.Part part : manifest.parts()) {
            StoredObject object = objects.get(BackupLayout.part(folder, part.name()));
            if (object == null) {
                return new Backup.Copy(target, folder, storageClass, State.DAMAGED, part.name() + " is missing");
            }
            if (object.bytes() != part.storedBytes()) {
                return new Backup.Copy(target, folder, object.storageClass(), State.DAMAGED,
                        part.name() + " has " + object.bytes() + " bytes, the manifest says " + part.storedBytes());
            }
            storageClass = object.storageClass();
        }
        return new Backup.Copy(target, folder, storageClass, State.STORED, null);
    }

    private static void sayOrphans(Set<String> keys, Set<String> folders, String target, StepContext context) {
        var orphans = new TreeSet<String>();
        for (String key : keys) {
            String folder = key.substring(0, key.lastIndexOf('/'));
            if (!folders.contains(folder) && !key.startsWith(folder + "/intent-")) {
                orphans.add(folder);
            }
        }
        orphans.forEach(folder -> context.log("Without a manifest in " + target + ": " + folder
                + "; a backup under way, or what is left of one that failed"));
    }

    /// What was proven stays proven, unless no copy is whole any more; what is damaged stays so until it is verified again.
    private void enter(Found found, Set<String> seen) {
        Optional<Backup> known = catalog.find(found.manifest().backupId());
        var copies = new ArrayList<Backup.Copy>();
        for (Backup.Copy copy : found.copies()) {
            copies.add(known.stream().flatMap(backup -> backup.copies().stream())
                    .filter(before -> before.target().equals(copy.target()) && before.state() == State.DAMAGED).findFirst().orElse(copy));
        }
        known.ifPresent(backup -> backup.copies().stream()
                .filter(copy -> copies.stream().noneMatch(other -> other.target().equals(copy.target())))
                .map(copy -> seen.contains(copy.target()) && copy.state() != State.FAILED ? gone(copy) : copy)
                .forEach(copies::add));
        catalog.put(found.manifest(), known.map(Backup::verification).orElseGet(() -> new Verification(
                Verification.Level.STORED, Verification.State.OK, clock.instant(), "Found in " + found.copies().getFirst().target())), copies);
    }

    private void missing(Backup backup, Set<String> seen, StepContext context) {
        for (Backup.Copy copy : backup.copies()) {
            if (seen.contains(copy.target()) && copy.state() != State.FAILED) {
                catalog.copyIs(backup.id(), copy.target(), State.MISSING, gone(copy).detail());
                context.log("Missing in " + copy.target() + ": " + backup.id());
            }
        }
    }

    private static Backup.Copy gone(Backup.Copy copy) {
        return new Backup.Copy(copy.target(), copy.path(), copy.storageClass(), State.MISSING, "its manifest is not there any more");
    }
}
