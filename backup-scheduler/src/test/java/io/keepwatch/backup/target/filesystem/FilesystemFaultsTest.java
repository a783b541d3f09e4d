package io.keepwatch.backup.target.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.target.ObjectUpload;
import io.keepwatch.backup.target.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a small file system of its own, which is really full, read-only or gone. To mount one takes root.
class FilesystemFaultsTest {

    @TempDir
    Path folder;

    private Path mountPoint;
    private FilesystemStore store;

    @BeforeEach
    void mount() throws Exception {
        mountPoint = Files.createDirectory(folder.resolve("mnt"));
        run("mount", "-t", "tmpfs", "-o", "size=4m", "keepwatch-test", mountPoint.toString());
        store = new FilesystemStore(new FilesystemSettings(mountPoint.resolve("backups"), mountPoint));
        put("v1/before", 10);
    }

    @AfterEach
    void unmount() throws Exception {
        new ProcessBuilder("umount", "--lazy", mountPoint.toString()).start().waitFor();
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(String.join(" ", command) + ": " + said).isZero();
    }

    private void put(String key, int bytes) throws IOException {
        try (ObjectUpload upload = store.create(key, "STANDARD")) {
            upload.output().write(new byte[bytes]);
            upload.commit();
        }
    }

    private static TargetException refused(ThrowingCallable act) {
        TargetException refused = catchThrowableOfType(TargetException.class, act);
        assertThat(refused).isNotNull();
        return refused;
    }

    @Test
    void a_full_disk_is_told_with_its_space_and_nothing_is_left() throws IOException {
        TargetException refused = refused(() -> put("v1/quotes/large", 6 << 20));
        assertThat(refused).hasMessageContaining("Cannot store v1/quotes/large in " + mountPoint.resolve("backups"))
                .hasMessageContaining("No space left on device").hasMessageContaining("MiB free");
        assertThat(refused.hint()).contains("Free some space");
        assertThat(Everything.below(mountPoint)).containsExactly("backups", "backups/v1", "backups/v1/before");
        put("v1/after", 1 << 20);
    }

    @Test
    void the_test_of_a_full_disk_is_red_and_leaves_nothing() throws IOException {
        assertThat(store.test()).anySatisfy(check -> {
            assertThat(check.status()).isEqualTo(Check.Status.RED);
            assertThat(check.message()).contains("No space left on device");
            assertThat(check.fix()).contains("Free some space");
        });
        assertThat(Everything.below(mountPoint)).containsExactly("backups", "backups/v1", "backups/v1/before");
    }

    @Test
    void a_disk_turned_read_only_is_told_so() throws Exception {
        run("mount", "-o", "remount,ro", mountPoint.toString());
        TargetException refused = refused(() -> put("v1/a", 10));
        assertThat(refused).hasMessageContaining("Read-only file system");
        assertThat(refused.hint()).contains("Mount it for writing");
        assertThat(refused(() -> store.delete("v1/before"))).hasMessageContaining("Read-only file system");
        assertThat(store.find("v1/before")).isPresent();
    }

    @Test
    void a_disk_that_is_gone_is_not_an_empty_one_and_nothing_is_written_below_it() throws Exception {
        run("umount", mountPoint.toString());
        assertThat(refused(() -> put("v1/a", 10))).hasMessageContaining("nothing is mounted at " + mountPoint);
        assertThatThrownBy(() -> store.list("", _ -> {})).isInstanceOf(TargetException.class);
        assertThatThrownBy(() -> store.find("v1/before")).isInstanceOf(TargetException.class);
        assertThatThrownBy(() -> store.delete("v1/before")).isInstanceOf(TargetException.class);
        assertThat(Everything.below(mountPoint)).isEmpty();
    }

    @Test
    void a_folder_that_is_gone_is_not_an_empty_one() {
        var gone = new FilesystemStore(new FilesystemSettings(folder.resolve("gone/backups"), null));
        assertThat(refused(() -> gone.list("", _ -> {})).hint()).contains("Is its disk mounted?");
        assertThat(refused(() -> gone.create("v1/a", "STANDARD"))).hasMessageContaining("the folder above it does not exist either");
    }

    @Test
    void a_link_that_leads_out_is_not_followed() throws IOException {
        Path outside = Files.writeString(Files.createDirectory(folder.resolve("outside")).resolve("secret"), "x");
        Files.createSymbolicLink(mountPoint.resolve("backups/out"), outside.getParent());
        Files.createSymbolicLink(mountPoint.resolve("backups/v1/secret"), outside);
        Files.createSymbolicLink(mountPoint.resolve("backups/v1/dangling"), folder.resolve("not-yet"));
        assertThat(refused(() -> store.read("out/secret"))).hasMessageContaining("a link that leads out of it");
        assertThat(refused(() -> put("out/new", 1))).hasMessageContaining("a link that leads out of it");
        assertThat(refused(() -> store.read("v1/secret"))).hasMessageContaining("a link that leads out of it");
        assertThat(refused(() -> put("v1/dangling", 1))).hasMessageContaining("a link that leads out of it");
        assertThat(outside).exists();
        assertThat(Files.exists(outside.resolveSibling("new"))).isFalse();
    }

    @Test
    void settings_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> new FilesystemSettings(Path.of("/"), null)).hasMessageContaining("root of the file system");
        assertThatThrownBy(() -> new FilesystemSettings(Path.of("/a/b"), Path.of("/c"))).hasMessageContaining("is not above path");
    }
}
