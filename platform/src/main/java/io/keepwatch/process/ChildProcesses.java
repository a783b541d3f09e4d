package io.keepwatch.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts child processes and sees to it that they end with us. The only place that starts a program.
///
/// A child ends with its parent, even one that dies by `kill -9`, by three means:
///
/// 1. its standard input is a pipe whose other end only we hold: it reads the end of input when we are gone
///    (Java children call [ParentWatch]);
/// 2. Linux signals it when we are gone (`setpriv --pdeathsig`), for programs that do not read their input;
/// 3. what is still left is recognised by process id and start time and ended by [#sweep()] at the next start.
public final class ChildProcesses implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChildProcesses.class);
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TZ");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Path runDirectory;
    private final Set<ChildProcess> running = ConcurrentHashMap.newKeySet();

    /// Linux sends the parent-death signal when the thread that started the child ends, so one thread that lives as long as
    /// we do starts them all.
    private final ExecutorService starter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("child-starter").factory());

    /// @param runDirectory holds one pid file per child; belongs to one Keepwatch process at a time
    public ChildProcesses(Path runDirectory) {
        this.runDirectory = runDirectory;
    }

    public ChildProcess start(ProcessSpec spec) {
        return onStarterThread(spec, () -> {
            Process process = launch(spec, true);
            return adopt(spec, process, process.getInputStream());
        });
    }

    /// Starts a child whose standard output is bytes for the caller to read; its standard error goes to [ProcessSpec#output].
    /// Whoever reads the output to its end must look at the exit code too: a child that dies ends its output as well.
    public StreamingProcess startStreaming(ProcessSpec spec) {
        return onStarterThread(spec, () -> {
            Process process = launch(spec, false);
            return new StreamingProcess(adopt(spec, process, process.getErrorStream()), process.getInputStream());
        });
    }

    private <T> T onStarterThread(ProcessSpec spec, Callable<T> start) {
        try {
            return starter.submit(start).get();
        } catch (ExecutionException e) {
            var cause = e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            throw new UncheckedIOException("Cannot start child process " + spec.name() + " (" + spec.command().getFirst()
                    + "): " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting child process " + spec.name(), e);
        }
    }

    /// Ends what a crashed predecessor left behind. Call it once, when we own the run directory and before the first start.
    public void sweep() {
        for (PidFile left : PidFile.readAll(runDirectory)) {
            left.process().ifPresent(handle -> {
                log.warn("Ending child process {} (pid {}) that a predecessor left behind", left.name(), handle.pid());
                Signals.endAll(handle, left.ending(), GRACE);
            });
            left.delete();
        }
    }

    /// Ends all children side by side.
    @Override
    public void close() {
        var stopping = running.stream()
                .map(child -> Thread.ofVirtual().start(() -> child.stop(GRACE)))
                .toList();
        for (Thread thread : stopping) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running.forEach(ChildProcess::kill);
                break;
            }
        }
        starter.shutdown();
    }

    private Process launch(ProcessSpec spec, boolean errorsAmongOutput) throws IOException {
        Files.createDirectories(runDirectory);
        requireProgram(spec.command().getFirst());
        var builder = new ProcessBuilder(fullCommand(spec))
                .directory(spec.directory().toFile())
                .redirectErrorStream(errorsAmongOutput);
        scrub(builder.environment(), spec);
        return builder.start();
    }

    private ChildProcess adopt(ProcessSpec spec, Process process, InputStream lines) throws IOException {
        PidFile pidFile;
        try {
            pidFile = PidFile.write(runDirectory, spec, process.pid());
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        var child = new ChildProcess(spec, process, lines);
        running.add(child);
        child.onExit().whenComplete((code, failure) -> {
            running.remove(child);
            pidFile.delete();
        });
        log.info("Started child process {} (pid {})", spec.name(), child.pid());
        return child;
    }

    private static List<String> fullCommand(ProcessSpec spec) throws IOException {
        var command = new ArrayList<String>();
        String user = "root".equals(System.getProperty("user.name")) ? spec.user() : null;
        if (Files.isExecutable(SETPRIV)) {
            command.addAll(List.of(SETPRIV.toString(), "--pdeathsig", spec.ending().signal));
            if (user != null) {
                command.addAll(List.of("--reuid=" + user, "--regid=" + primaryGroup(user), "--init-groups"));
            }
            command.add("--");
        } else if (user != null) {
            throw new IOException(
                    SETPRIV + " is missing, which is needed to become user " + user + "; install util-linux");
        }
        command.addAll(spec.command());
        return command;
    }

    /// The group of a user need not have the user's name.
    private static String primaryGroup(String user) throws IOException {
        try (var lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":"))
                    .filter(fields -> fields.length > 3 && fields[0].equals(user))
                    .map(fields -> fields[3])
                    .findFirst()
                    .orElseThrow(() -> new IOException("no operating system user " + user));
        }
    }

    /// The fixed prefix would start, and fail where nobody looks.
    private static void requireProgram(String program) throws IOException {
        boolean found = program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            throw new IOException("no such program" + (program.contains("/") ? "" : " on the PATH"));
        }
    }

    private static void scrub(Map<String, String> environment, ProcessSpec spec) {
        environment.keySet().retainAll(INHERITED);
        if (spec.user() != null) {
            environment.remove("HOME");
        }
        environment.putAll(spec.environment());
    }
}
