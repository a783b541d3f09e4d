package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.step.StepContext;
import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
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

    private final ChildProcesses children;
    private final ClientCommand command;
    private final StepContext context;
    private final ToolLog log;
    private final @Nullable Long totalBytes;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private volatile long bytes;

    /// @param totalBytes that will be moved, if that is known
    ClientRun(ChildProcesses children, ClientCommand command, ToolLog log, StepContext context, @Nullable Long totalBytes) {
        this.totalBytes = totalBytes;
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

    /// Moves the program's output into `to`, which stays open. Whoever hands in `to` sees when nothing comes any more.
    Outcome produce(OutputStream to) throws IOException, InterruptedException {
        try (var streaming = children.startStreaming(command.spec(lines::add))) {
            return watch(streaming.child(), () -> drain(streaming.output(), to));
        }
    }

    /// Feeds the program with `from`, which stays open. What it prints counts as said.
    Outcome consume(InputStream from) throws IOException, InterruptedException {
        ChildProcess child = children.start(command.spec(lines::add));
        try {
            Outcome outcome = watch(child, () -> feed(from, child));
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

    private Outcome watch(ChildProcess child, Callable<Void> move) throws IOException, InterruptedException {
        var moving = new FutureTask<>(move);
        Thread mover = Thread.ofPlatform().daemon().name(command.name() + "-mover").start(moving);
        try {
            context.checkCancelled();
            awaitMoved(moving);
            int code = await(child.onExit());
            return new Outcome(code, bytes);
        } catch (InterruptedException | IOException | RuntimeException e) {
            end(child, mover);
            throw e;
        } finally {
            drainLines();
        }
    }

    /// When it returns nothing is moved any more, so that the caller may close its stream. An interrupt must not hurry it.
    private static void end(ChildProcess child, Thread mover) {
        boolean interrupted = Thread.interrupted();
        try {
            child.stop(GRACE);
            mover.interrupt();
            mover.join(GRACE);
        } catch (InterruptedException _) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void awaitMoved(FutureTask<Void> moving) throws IOException, InterruptedException {
        try {
            await(moving);
        } catch (ProgramGone _) {
            // told by its exit code
        }
    }

    private <T> T await(Future<T> end) throws IOException, InterruptedException {
        while (true) {
            try {
                return end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                drainLines();
                context.progress(bytes, totalBytes, log.detail());
                context.checkCancelled();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException io -> throw io;
                    case RuntimeException runtime -> throw runtime;
                    default -> throw new IOException(e.getCause());
                }
            }
        }
    }

    /// @param to a failure of it is the caller's and comes through as it is
    private @Nullable Void drain(InputStream output, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int read;
        while ((read = readOutput(output, buffer)) >= 0) {
            to.write(buffer, 0, read);
            bytes += read;
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
}
