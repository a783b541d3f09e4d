package io.keepwatch.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running program started by [ChildProcesses].
public final class ChildProcess {

    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
    private static final int LONGEST_LINE = 16 * 1024;
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private final ProcessSpec spec;
    private final Process process;
    private final CompletableFuture<Integer> exit;

    /// @param lines what is handed over line by line: the output, or the errors of a child whose output is a stream
    ChildProcess(ProcessSpec spec, Process process, InputStream lines) {
        this.spec = spec;
        this.process = process;
        // A platform thread: reading a pipe blocks its carrier, and a few chatty children would stall all virtual threads.
        Thread pump = Thread.ofPlatform().daemon().name(spec.name() + "-output").start(() -> pumpOutput(lines));
        // Exit is told after the last line, so that who waits for it has seen why; a grandchild may hold the pipe open, though.
        this.exit = process.onExit().thenApplyAsync(
                ended -> {
                    joinQuietly(pump);
                    return ended.exitValue();
                },
                task -> Thread.ofVirtual().start(task));
    }

    public String name() {
        return spec.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Completes with the exit code, after the last line of output has been handed over.
    public CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    /// The child's standard input. Closing it tells a child that watches it to end.
    public OutputStream input() {
        return process.getOutputStream();
    }

    /// Asks the program to end as its [ProcessSpec.Ending] says, and kills it and its descendants when `grace` is over.
    public void stop(Duration grace) {
        if (spec.ending() == ProcessSpec.Ending.END_OF_INPUT) {
            closeInput();
            Duration half = grace.dividedBy(2);
            if (!Signals.awaitEnd(process.toHandle(), half)) {
                Signals.endAll(process.toHandle(), spec.ending(), half);
            }
        } else {
            // the input is closed last: closing waits for who feeds a child that does not read, until the child has ended
            Signals.endAll(process.toHandle(), spec.ending(), grace);
            closeInput();
        }
    }

    /// Kills the program and its descendants at once.
    public void kill() {
        Signals.killAll(process.toHandle());
    }

    @Override
    public String toString() {
        return spec.name() + " (pid " + pid() + ")";
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            log.debug("Standard input of {} was closed already: {}", this, e.getMessage());
        }
    }

    private void pumpOutput(InputStream lines) {
        try (var reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
            String line;
            while ((line = readLine(reader)) != null) {
                handOver(line, spec.output());
            }
        } catch (IOException e) {
            log.debug("Output of {} ended: {}", this, e.getMessage());
        }
    }

    /// A consumer that fails must not stop the pump: the child would hang on a full pipe.
    private void handOver(String line, Consumer<String> output) {
        try {
            output.accept(line);
        } catch (RuntimeException e) {
            log.warn("Cannot take a line of output of {}", this, e);
        }
    }

    /// Reads a line, cutting what is absurdly long into pieces.
    private static @Nullable String readLine(Reader reader) throws IOException {
        var line = new StringBuilder();
        int c;
        while ((c = reader.read()) >= 0) {
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
            if (line.length() >= LONGEST_LINE) {
                return line.toString();
            }
        }
        return line.isEmpty() ? null : line.toString();
    }

    private static void joinQuietly(Thread pump) {
        try {
            pump.join(LAST_LINES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
