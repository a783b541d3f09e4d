package io.keepwatch.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers a child on disk: one line `pid, identity, ending`, in a file named after the child.
///
/// @param identity boot id and start time of the process in clock ticks since boot: no other process ever has the same pid
///                 and identity, and neither depends on a wall clock that can be set
record PidFile(Path path, String name, long pid, String identity, ProcessSpec.Ending ending) {

    private static final Logger log = LoggerFactory.getLogger(PidFile.class);
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String SUFFIX = ".pid";

    static PidFile write(Path directory, ProcessSpec spec, long pid) throws IOException {
        String identity = identityOf(pid).orElse("ended");
        Path path = directory.resolve(spec.name() + "-" + pid + SUFFIX);
        Files.writeString(path, pid + " " + identity + " " + spec.ending() + "\n");
        return new PidFile(path, spec.name(), pid, identity, spec.ending());
    }

    static List<PidFile> readAll(Path directory) {
        var found = new ArrayList<PidFile>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (var files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                found.add(read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the pid files in " + directory, e);
        }
        return found;
    }

    /// The process this file speaks of, if it still runs and its pid was not given to a stranger.
    Optional<ProcessHandle> process() {
        return identityOf(pid).filter(identity::equals).flatMap(_ -> ProcessHandle.of(pid)).filter(ProcessHandle::isAlive);
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("Cannot delete pid file {}: {}", path, e.toString());
        }
    }

    private static PidFile read(Path file) throws IOException {
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, Math.max(0, fileName.lastIndexOf('-')));
        String[] parts = Files.readString(file).strip().split(" ");
        try {
            return new PidFile(file, name, Long.parseLong(parts[0]), parts[1], ProcessSpec.Ending.valueOf(parts[2]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // written halfway when the power went: there is no such process any more, or its end of input has ended it
            log.warn("Ignoring unreadable pid file {}", file);
            return new PidFile(file, name, -1, "unreadable", ProcessSpec.Ending.TERMINATE);
        }
    }

    private static Optional<String> identityOf(long pid) {
        if (pid < 0) {
            return Optional.empty();
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // the program's name, field 2, may hold blanks and parentheses; start time is field 22, the 20th after it
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(Files.readString(BOOT_ID).strip() + ":" + afterName[19]);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            log.debug("Process {} ended while it was looked at: {}", pid, e.getMessage());
            return Optional.empty();
        }
    }
}
