package io.keepwatch.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has somebody look every two seconds whether files are others than before. Their content is compared rather than watched: that survives
/// editors that replace the file, and the symbolic links by which Kubernetes swaps a ConfigMap.
public final class FileWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int LARGEST = 8 * 1024 * 1024;

    private final String what;
    private final Runnable look;
    private final ScheduledExecutorService poller;

    /// @param what is looked for, in the plural: `rules`
    public FileWatch(String what, Runnable look) {
        this.what = what;
        this.look = look;
        this.poller = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("changed-" + what).factory());
    }

    /// From two seconds on.
    public void start() {
        poller.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            look.run();
        } catch (RuntimeException e) {
            log.error("Cannot look for changed {}", what, e);
        }
    }

    /// @throws IOException also when it is larger than anybody writes by hand
    public static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is larger than 8 MiB");
        }
        return Files.readString(file);
    }

    @Override
    public void close() {
        poller.shutdownNow();
    }
}
