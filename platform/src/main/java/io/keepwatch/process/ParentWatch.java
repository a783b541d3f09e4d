package io.keepwatch.process;

import java.io.IOException;
import java.time.Duration;

/// For Java programs that are children of Keepwatch: ends them when their parent ends.
///
/// The contract: the parent holds the only write end of the child's standard input and never writes an end of input but to stop
/// the child. So the end of input means "stop now", whether the parent said so or died.
public final class ParentWatch {

    private ParentWatch() {}

    /// Returns at once. When the parent is gone, runs `stop` and ends this process; after `grace` it ends in any case.
    public static void start(Duration grace, Runnable stop) {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            awaitEndOfInput();
            Thread.ofPlatform().daemon().name("parent-watch-deadline").start(() -> haltAfter(grace));
            int status = 0;
            try {
                stop.run();
            } catch (Throwable failure) {
                failure.printStackTrace();
                status = 1;
            } finally {
                // not exit(): shutdown hooks may hang, and who would notice
                Runtime.getRuntime().halt(status);
            }
        });
    }

    private static void awaitEndOfInput() {
        var ignored = new byte[256];
        try {
            while (System.in.read(ignored) >= 0) {
                // what the parent writes is for others to define; only its end matters here
            }
        } catch (IOException e) {
            System.err.println("Cannot read standard input, taking it for the parent's end: " + e.getMessage());
        }
    }

    private static void haltAfter(Duration grace) {
        try {
            Thread.sleep(grace);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        System.err.println("Did not stop within " + grace + " after the parent's end: halting");
        Runtime.getRuntime().halt(1);
    }
}
