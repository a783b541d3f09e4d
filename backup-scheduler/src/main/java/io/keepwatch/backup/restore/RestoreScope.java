package io.keepwatch.backup.restore;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.RestoreRequest;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.catalog.StoredCopy;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.StepException;
import io.keepwatch.backup.target.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a request to restore is about: the backup and the place it leads to.
record RestoreScope(RestoreRequest request, Backup backup, Place place, PlanBook book) {

    static RestoreScope of(RestoreRequest request, Catalog catalog, PlanBook book) {
        Backup backup = catalog.find(request.backupId()).orElseThrow(() -> new StepException(
                "There is no backup " + request.backupId(), "Rebuild the catalog if a target has it"));
        String database = request.database() == null || request.database().isBlank() ? backup.database().namespace() : request.database();
        return new RestoreScope(request, backup, Place.of(backup.plan(), request, database, book), book);
    }

    /// The copies that may be whole, those in this machine's own file system first.
    List<Backup.Copy> copies() {
        return backup.copies().stream()
                .filter(copy -> copy.state() == Backup.Copy.State.STORED)
                .sorted(Comparator.comparing(copy -> book.target(copy.target()).map(PlanBook.Target::localFolder).isEmpty()))
                .toList();
    }

    /// From the first copy that has one.
    Manifest manifest() throws IOException {
        var problems = new ArrayList<String>();
        for (Backup.Copy copy : copies()) {
            try (ObjectStore store = book.open(copy.target())) {
                Optional<Manifest> manifest = new StoredCopy(store, copy.target(), copy.path()).manifest();
                if (manifest.isPresent()) {
                    return manifest.get();
                }
                problems.add(copy.target() + ": the manifest is gone");
            } catch (IOException | IllegalArgumentException e) {
                problems.add(copy.target() + ": " + e.getMessage());
            }
        }
        throw new StepException("Cannot read the manifest of " + backup.id() + ": " + (problems.isEmpty() ? "it has no copy" : String.join("; ", problems)),
                "Test the targets");
    }
}
