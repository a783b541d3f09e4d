package io.keepwatch.backup.target.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemStoreTest extends ObjectStoreContract {

    @TempDir
    Path folder;

    @Override
    protected ObjectStore open() throws IOException {
        return new FilesystemStore(new FilesystemSettings(Files.createDirectories(folder.resolve("backups")), null));
    }

    @Override
    protected List<String> allThatIsThere() throws IOException {
        return Everything.below(folder.resolve("backups"));
    }

    /// As Amazon's, by UTF-8; Java's own order of strings has the elephant first.
    @Test
    void keys_sort_by_their_bytes() throws IOException {
        put("v1/🐘", "x");
        put("v1/\uFFFD", "x");
        assertThat(keys("")).containsExactly("v1/\uFFFD", "v1/🐘");
    }
}
