package io.keepwatch.demo;

import io.keepwatch.access.Actor;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.ContributedSettings;
import io.keepwatch.backup.Runs;
import io.keepwatch.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;

/// Has the demo's database backed up every few minutes, to a folder and to an S3 of its own, without any `keepwatch.yaml`.
final class DemoBackups implements ContributedSettings, DatabaseGuard, AutoCloseable {

    static final String PLAN = "quotes";

    private static final Logger log = LoggerFactory.getLogger(DemoBackups.class);

    private final Path demo;
    private final ObjectProvider<Runs> runs;
    private final ObjectProvider<Backups> backups;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private @Nullable DemoBuckets buckets;
    private volatile String yaml = "";

    /// @param demo the demo's folder in the data directory
    /// @param runs of this process, or none where the control role runs elsewhere
    DemoBackups(Path demo, ObjectProvider<Runs> runs, ObjectProvider<Backups> backups) {
        this.demo = demo;
        this.runs = runs;
        this.backups = backups;
    }

    /// Plans the backups of a database that answers, and makes the first one at once: nobody waits for the first slot.
    @Override
    public void protect(int port, Path passwordFile) {
        synchronized (this) {
            makeFolder();
            if (buckets == null) {
                buckets = DemoBuckets.start(demo);
            }
            yaml = settings(port, passwordFile, buckets);
        }
        listeners.forEach(Runnable::run);
        runs.ifAvailable(present -> backups.ifAvailable(existing -> backUpOnce(present, existing)));
    }

    @Override
    public String yaml() {
        return yaml;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized void close() {
        if (buckets != null) {
            buckets.close();
            buckets = null;
        }
    }

    private static void backUpOnce(Runs runs, Backups existing) {
        try {
            if (existing.list(PLAN).isEmpty()) {
                runs.start(PLAN, Actor.SYSTEM);
            }
        } catch (ProblemException e) {
            log.info("The demo's first backup waits for its slot: {}", e.getMessage());
        }
    }

    /// A target that is a folder must be there: a disk that is not mounted must not look like an empty one.
    private void makeFolder() {
        try {
            Files.createDirectories(folder());
        } catch (IOException e) {
            throw new DemoUnavailableException("Cannot make a folder for the demo's backups in " + demo + ": " + e, e);
        }
    }

    private Path folder() {
        return demo.resolve("backups");
    }

    private String settings(int port, Path passwordFile, DemoBuckets s3) {
        return template()
                .replace("{port}", Integer.toString(port))
                .replace("{user}", PostgresCluster.SUPERUSER)
                .replace("{password-file}", passwordFile.toString())
                .replace("{database}", PostgresCluster.DATABASE)
                .replace("{folder}", folder().toString())
                .replace("{bucket}", DemoBuckets.BUCKET)
                .replace("{endpoint}", s3.endpoint())
                .replace("{access-key}", DemoBuckets.ACCESS_KEY)
                .replace("{secret-file}", s3.secretFile().toString());
    }

    private static String template() {
        try {
            return new ClassPathResource("demo-backups.yaml", DemoBackups.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
