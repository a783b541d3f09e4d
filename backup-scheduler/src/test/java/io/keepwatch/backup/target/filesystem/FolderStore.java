package io.keepwatch.backup.target.filesystem;

import io.keepwatch.backup.target.ObjectStore;
import java.nio.file.Path;

/// The filesystem target for the tests of other rooms.
public final class FolderStore {

    private FolderStore() {}

    public static ObjectStore open(Path folder) {
        return new FilesystemTarget().open(new FilesystemSettings(folder, null));
    }
}
