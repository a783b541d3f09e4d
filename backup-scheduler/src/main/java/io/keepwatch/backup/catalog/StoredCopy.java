package io.keepwatch.backup.catalog;

import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.manifest.ManifestJson;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// A copy of a backup as it lies in a target.
///
/// @param target for messages
/// @param folder that holds the manifest
public record StoredCopy(ObjectStore store, String target, String folder) {

    /// Empty when it is not there.
    public Optional<Manifest> manifest() throws IOException {
        String key = BackupLayout.manifest(folder);
        if (store.find(key).isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = store.read(key)) {
            return Optional.of(ManifestJson.read(in.readAllBytes(), key + " in " + target));
        }
    }

    /// What is wrong with a part by the size that the store tells; empty when nothing is.
    public Optional<String> look(Manifest.Part part) throws IOException {
        Optional<StoredObject> found = store.find(BackupLayout.part(folder, part.name()));
        if (found.isEmpty()) {
            return Optional.of(part.name() + " is missing");
        }
        return found.get().bytes() == part.storedBytes()
                ? Optional.empty()
                : Optional.of(part.name() + " has " + found.get().bytes() + " bytes, the manifest says " + part.storedBytes());
    }

    /// Reads a part again, all of it. What is wrong with it, or empty when it has the manifest's checksum.
    public Optional<String> compare(Manifest.Part part) throws IOException {
        Optional<String> wrong = look(part);
        if (wrong.isPresent()) {
            return wrong;
        }
        try (var in = new HashedStream(read(part))) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.sha256().equals(part.storedSha256())
                    ? Optional.empty()
                    : Optional.of(part.name() + " is not what was written: its checksum differs from the manifest's");
        }
    }

    public InputStream read(Manifest.Part part) throws IOException {
        return store.read(BackupLayout.part(folder, part.name()));
    }
}
