package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One run of a client program. Another thread moves its bytes; the caller's own watches, tells how far it is, and ends the program
/// when the run is cancelled.
final class ClientRun {

    private static final int BUFFER = 256 * 1024;
    private static final long LOOK_MILLIS = 200;
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final int LINES_KEPT = 200;

    private final ChildProcesses children;
    private final ClientCommand command;
    private final StepContext context;
    private final ToolLog log;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private volatile long bytes;
    private volatile long waitingSince = System.nanoTime();

    ClientRun(ChildProcesses children, ClientCommand command, ToolLog log, StepContext context) {
        this.children = children;
        this.command = command;
        this.log = log;
        this.context = context;
    }

    /// @param exitCode 0 alone is success
    /// @param bytes    that were moved
    record Outcome(int exitCode, long bytes) {}

    /// The program could not take or give a byte: it has ended, and its exit code and errors say why.
    private static final class ProgramGone extends IOException {
        ProgramGone(IOException cause) {
            super(cause);
        }
    }

    /// Moves the program's output into `to`, which stays open.
    ///
    /// @param stall how long it may give nothing
    Outcome produce(OutputStream to, Duration stall) throws IOException, InterruptedException {
        try (var streaming = children.startStreaming(command.spec(lines::add))) {
            return watch(streaming.child(), () -> drain(streaming.output(), to), stall);
        }
    }

    /// Feeds the program with `from`, which stays open. What it prints counts as said.
    Outcome consume(InputStream from) throws IOException, InterruptedException {
        ChildProcess child = children.start(command.spec(lines::add));
        try {
            Outcome outcome = watch(child, () -> feed(from, child), null);
            if (outcome.exitCode() == 0) {
                // a program that has all it needs may leave bytes, and only the end of the stream tells whether it was whole
                from.transferTo(OutputStream.nullOutputStream());
            }
            return outcome;
        } finally {
            if (child.isAlive()) {
                child.kill();
            }
        }
    }

    private Outcome watch(ChildProcess child, Callable<Void> move, @Nullable Duration stall) throws IOException, InterruptedException {
        var moving = new FutureTask<>(move);
        Thread mover = Thread.ofPlatform().daemon().name(command.name() + "-mover").start(moving);
        try {
            awaitMoved(moving, stall);
            int code = await(child.onExit(), null);
            return new Outcome(code, bytes);
        } catch (InterruptedException | IOException | RuntimeException e) {
            child.stop(GRACE);
            mover.interrupt();
            throw e;
        } finally {
            drainLines();
        }
    }

    private void awaitMoved(FutureTask<Void> moving, @Nullable Duration stall) throws IOException, InterruptedException {
        try {
            await(moving, stall);
        } catch (ProgramGone _) {
            // told by its exit code
        }
    }

    private <T> T await(Future<T> end, @Nullable Duration stall) throws IOException, InterruptedException {
        while (true) {
            try {
                return end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                drainLines();
                context.progress(bytes, null, log.detail());
                context.checkCancelled();
                refuseStall(stall);
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException io -> throw io;
                    case RuntimeException runtime -> throw runtime;
                    default -> throw new IOException(e.getCause());
                }
            }
        }
    }

    private void refuseStall(@Nullable Duration stall) throws SourceException {
        if (stall != null && waitingSince != 0 && System.nanoTime() - waitingSince > stall.toNanos()) {
            throw new SourceException("Ended " + command.name() + ": it gave no byte for " + stall.toMinutes() + " minutes",
                    "See in pg_stat_activity what the session of application_name '" + Session.APPLICATION + " " + command.name()
                            + "' waits for; raise stall-timeout if that is right", null);
        }
    }

    /// @param to a failure of it is the caller's and comes through as it is
    private @Nullable Void drain(InputStream output, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int read;
        while ((read = readOutput(output, buffer)) >= 0) {
            waitingSince = 0;
            to.write(buffer, 0, read);
            bytes += read;
            waitingSince = System.nanoTime();
        }
        return null;
    }

    private static int readOutput(InputStream output, byte[] buffer) throws ProgramGone {
        try {
            return output.read(buffer);
        } catch (IOException e) {
            throw new ProgramGone(e);
        }
    }

    private @Nullable Void feed(InputStream from, ChildProcess child) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int read;
        while ((read = from.read(buffer)) >= 0) {
            try {
                child.input().write(buffer, 0, read);
            } catch (IOException e) {
                throw new ProgramGone(e);
            }
            bytes += read;
        }
        try {
            child.input().close();
        } catch (IOException e) {
            throw new ProgramGone(e);
        }
        return null;
    }

    /// On the caller's thread: a run's log is nobody else's.
    private void drainLines() {
        String line;
        while ((line = lines.poll()) != null) {
            log.take(command.scrub(line), context);
        }
    }

    /// Sorts what a program says.
    static final class ToolLog {

        private final int tables;
        private int dumped;
        private final List<String> errors = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        /// @param tables how many it will dump, or 0
        ToolLog(int tables) {
            this.tables = tables;
        }

        /// With `--verbose` the programs tell each thing they do, of which we count the tables.
        void take(String line, StepContext context) {
            boolean chatter = line.matches("pg_[a-z]+: (?!warning:|error:|hint:|detail:|fatal:).*");
            if (chatter) {
                dumped += line.contains("dumping contents of table") ? 1 : 0;
                return;
            }
            context.log(line);
            List<String> kept = line.contains(" warning: ") ? warnings : errors;
            if (kept.size() < LINES_KEPT) {
                kept.add(line);
            }
        }

        @Nullable String detail() {
            return tables == 0 ? null : "table " + Math.min(dumped, tables) + " of " + tables;
        }

        List<String> warnings() {
            return List.copyOf(warnings);
        }

        /// What it said that was no warning, in one line.
        String errors() {
            return errors.isEmpty() ? "it said nothing" : String.join(" ", errors.stream().limit(6).toList());
        }
    }
}
