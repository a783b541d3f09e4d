package io.keepwatch.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The data directory, owned by this process until it is closed. Whoever writes below it takes the folder from here, so that
/// nothing is opened before the lock is held.
public final class DataDirectory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
    private static final String LOCK = "keepwatch.lock";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path home;
    private final FileChannel channel;

    private DataDirectory(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /// Creates the directory if needed and takes its lock, waiting up to 10 s for a predecessor that is still stopping.
    ///
    /// @throws StartProblem when another process keeps the lock, or nothing can be written there
    public static DataDirectory open(Path home) {
        return open(home, PATIENCE);
    }

    static DataDirectory open(Path home, Duration patience) {
        create(home);
        try {
            var channel = FileChannel.open(
                    home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel, home, patience) == null) {
                String holder = holder(channel);
                channel.close();
                throw new StartProblem("Cannot use the data directory " + home + ": " + holder
                        + " uses it; stop that process, or set KEEPWATCH_HOME to another directory");
            }
            sign(channel);
            return new DataDirectory(home, channel);
        } catch (IOException e) {
            throw notWritable(home, e);
        }
    }

    public Path path() {
        return home;
    }

    /// A folder of its own below the data directory, created when missing.
    public Path folder(String name) {
        Path folder = home.resolve(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
    }

    @Override
    public void close() {
        try {
            // the file stays: deleting it would let two processes hold locks on two files of the same name
            channel.close();
        } catch (IOException e) {
            log.warn("Cannot release the lock of {}: {}", home, e.toString());
        }
    }

    private static void create(Path home) {
        try {
            Files.createDirectories(home);
            Files.delete(Files.createTempFile(home, "write-", ".probe"));
        } catch (IOException e) {
            throw notWritable(home, e);
        }
    }

    private static StartProblem notWritable(Path folder, IOException e) {
        String reason = e instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : e.getClass().getSimpleName().replace("Exception", "");
        return new StartProblem("Cannot write to the data directory " + folder + ": " + reason
                + "; give this user write access, or set KEEPWATCH_HOME to another directory", e);
    }

    private static @Nullable FileLock lock(FileChannel channel, Path home, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null || System.nanoTime() >= deadline) {
                return lock;
            }
            if (!told) {
                log.info("Waiting up to {} s for the data directory {}, which {} uses", patience.toSeconds(), home, holder(channel));
                told = true;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by this very process
        }
    }

    private static void sign(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String holder(FileChannel channel) throws IOException {
        var content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        if (!pid.matches("\\d{1,18}")) {
            return "another process";
        }
        String command = ProcessHandle.of(Long.parseLong(pid)).flatMap(process -> process.info().commandLine()).orElse("unknown command");
        return "process " + pid + " (" + (command.length() > 200 ? command.substring(0, 200) + "…" : command) + ")";
    }
}
