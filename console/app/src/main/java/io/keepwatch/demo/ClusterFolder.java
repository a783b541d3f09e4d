package io.keepwatch.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the demo's cluster lives: below the data directory where its server can reach that, else in `/var/tmp`.
///
/// PostgreSQL refuses to run as root, so when we are root it becomes the user `postgres`, who cannot enter folders that only root
/// may, such as `/root`.
final class ClusterFolder {

    static final String SERVER_USER = "postgres";

    private static final Logger log = LoggerFactory.getLogger(ClusterFolder.class);
    private static final String PREFIX = "keepwatch-demo-";

    private final Path demo;
    private final Path elsewhere;
    private final boolean root;

    /// @param demo      the demo's folder in the data directory
    /// @param elsewhere a folder that everybody can enter
    ClusterFolder(Path demo, Path elsewhere) {
        this.demo = demo.toAbsolutePath().normalize();
        this.elsewhere = elsewhere;
        this.root = "root".equals(System.getProperty("user.name"));
    }

    /// Makes the folder, belonging to the server's user and closed to all others.
    Path prepare() {
        try {
            sweepOrphans();
            Path parent = root && !everybodyCanReach(demo) ? ofThisHome() : demo;
            if (root) {
                Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
            }
            Path cluster = parent.resolve("postgres");
            if (Files.notExists(cluster)) {
                Files.createDirectory(cluster, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            giveToServer(cluster);
            return cluster;
        } catch (IOException e) {
            throw new DemoUnavailableException("Cannot make a folder for the demo's database in " + demo + ": " + e, e);
        }
    }

    /// Files that the server's programs read must be theirs.
    void giveToServer(Path file) throws IOException {
        if (root) {
            UserPrincipal server = file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SERVER_USER);
            Files.setOwner(file, server);
        }
    }

    private Path ofThisHome() throws IOException {
        Path folder = elsewhere.resolve(PREFIX + digest(demo.toString()));
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        }
        requireOurs(folder);
        Files.writeString(folder.resolve("home"), demo + "\n");
        return folder;
    }

    /// Anybody may create anything in a folder that everybody can enter, under our name too.
    private static void requireOurs(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !ours(folder)) {
            throw new DemoUnavailableException(
                    "Cannot use " + folder + " for the demo's database: another user made it; have it removed, or set KEEPWATCH_HOME"
                            + " to a folder that the user " + SERVER_USER + " can reach");
        }
    }

    private static boolean ours(Path folder) throws IOException {
        return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    }

    /// The folder itself is ours to open; those above it are not.
    private static boolean everybodyCanReach(Path folder) throws IOException {
        for (Path above = folder.toRealPath().getParent(); above != null; above = above.getParent()) {
            if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /// A data directory that was deleted leaves its cluster behind in the other place.
    private void sweepOrphans() throws IOException {
        if (!root) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(elsewhere, PREFIX + "*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && ours(folder) && orphaned(folder)) {
                    log.info("Deleting the demo database of a data directory that is gone: {}", folder);
                    delete(folder);
                }
            }
        }
    }

    private static boolean orphaned(Path folder) throws IOException {
        Path home = folder.resolve("home");
        return Files.exists(home) && Files.notExists(Path.of(Files.readString(home).strip()))
                && !serverRuns(folder.resolve("postgres/data/postmaster.pid"));
    }

    /// The first line of the server's own file is its process id; a killed server leaves the file behind.
    private static boolean serverRuns(Path pidFile) throws IOException {
        if (Files.notExists(pidFile)) {
            return false;
        }
        String pid = Files.readString(pidFile).lines().findFirst().orElse("");
        return pid.matches("\\d{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
