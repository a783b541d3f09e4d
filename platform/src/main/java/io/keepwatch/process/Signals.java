package io.keepwatch.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends processes: a signal first, the axe when time is up.
final class Signals {

    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private Signals() {}

    static void endAll(ProcessHandle process, ProcessSpec.Ending ending, Duration grace) {
        if (!process.isAlive()) {
            return;
        }
        send(process, ending);
        if (!awaitEnd(process, grace)) {
            log.warn("Killing process {}: it did not end within {} s", process.pid(), grace.toMillis() / 1000.0);
            killAll(process);
        }
    }

    static void killAll(ProcessHandle process) {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(process, AFTER_KILL);
    }

    static boolean awaitEnd(ProcessHandle process, Duration atMost) {
        try {
            process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot wait for process " + process.pid(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static void send(ProcessHandle process, ProcessSpec.Ending ending) {
        if (ending.signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            // Java knows SIGTERM and SIGKILL only; the shell's own kill is there even where the program kill is not.
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + ending.signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            log.warn("Cannot send SIG{} to process {}, sending SIGTERM", ending.signal, process.pid(), e);
            process.destroy();
        }
    }
}
