package io.keepwatch.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFolderTest {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    @Test
    void isBelowTheHomeWhereTheServersUserCanEnterAndElsewhereWhereNot(@TempDir Path closed) throws IOException {
        Path elsewhere = Files.createDirectory(closed.resolve("elsewhere"));
        Path demo = Files.createDirectories(closed.resolve("home/demo"));
        Path cluster = new ClusterFolder(demo, elsewhere).prepare();
        assertThat(cluster.startsWith(ROOT ? elsewhere : demo)).as("a temporary folder is closed to all others").isTrue();
        assertThat(new ClusterFolder(demo, elsewhere).prepare()).isEqualTo(cluster);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster))).isEqualTo("rwx------");

        for (Path folder = demo.getParent(); !folder.equals(closed.getParent()); folder = folder.getParent()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(new ClusterFolder(demo, elsewhere).prepare()).isEqualTo(demo.resolve("postgres"));
        assertThat(Files.getOwner(demo.resolve("postgres")).getName()).isEqualTo(ROOT ? "postgres" : System.getProperty("user.name"));
    }

    @Test
    void deletesWhatADeletedHomeLeftElsewhereAndNothingElse(@TempDir Path closed) throws IOException {
        Path elsewhere = Files.createDirectory(closed.resolve("elsewhere"));
        Path gone = Files.createDirectories(elsewhere.resolve("keepwatch-demo-0123/postgres")).getParent();
        Files.writeString(gone.resolve("home"), closed.resolve("never-was") + "\n");
        Path kept = Files.createDirectory(elsewhere.resolve("keepwatch-demo-4567"));
        Files.writeString(kept.resolve("home"), closed + "\n");
        Path foreign = Files.createDirectory(elsewhere.resolve("keepwatch-demo-89ab"));

        new ClusterFolder(Files.createDirectories(closed.resolve("home/demo")), elsewhere).prepare();

        assertThat(Files.exists(gone)).isEqualTo(!ROOT);
        assertThat(kept).exists();
        assertThat(foreign).exists();
    }

    @Test
    void refusesWhatSomebodyElsePutInItsPlace(@TempDir Path closed) throws IOException {
        Path elsewhere = Files.createDirectory(closed.resolve("elsewhere"));
        Path demo = Files.createDirectories(closed.resolve("home/demo"));
        var folder = new ClusterFolder(demo, elsewhere);
        if (ROOT) {
            Path taken = folder.prepare().getParent();
            Files.move(taken, closed.resolve("aside"));
            Files.createSymbolicLink(taken, closed.resolve("aside"));
            assertThatThrownBy(folder::prepare).hasMessageContaining("another user made it");
        }
    }

    @Test
    void missingProgramsAreNamedInOneLine() {
        assertThatThrownBy(() -> PostgresPrograms.find(Optional.of(9)))
                .hasMessageContaining("made by PostgreSQL 9").hasMessageContaining("install postgresql-9");
        assertThat(PostgresPrograms.find(Optional.empty()).postgres()).endsWith("/bin/postgres");
    }
}
