package io.keepwatch.quotes.program;

import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The life of a program: it runs until SIGTERM, or until its standard input ends because the parent stopped it or died.
public final class Program {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(4);

    private Program() {}

    /// What a program consists of: start it, and later close what was started.
    @FunctionalInterface
    public interface Start {
        AutoCloseable with(Environment environment) throws Exception;
    }

    /// Starts and returns; the process goes on by its own threads.
    public static void run(String name, Start start) {
        logInOneLine();
        AutoCloseable running;
        try {
            running = start.with(Environment.ofProcess());
        } catch (Environment.WrongSetting e) {
            System.err.println(name + ": " + e.getMessage());
            System.exit(Environment.WRONG_SETTING);
            return;
        } catch (Exception e) {
            System.err.println(name + ": Cannot start: " + e);
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(name, running)));
        Thread.ofPlatform().name("parent-watch").start(Program::exitAtEndOfInput);
    }

    /// What the libraries have to say goes to the parent's log, which is no place for their stack traces.
    private static void logInOneLine() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s: %5$s%n");
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    private static void stop(String name, AutoCloseable running) {
        Thread.ofPlatform().daemon().name("stop-deadline").start(Program::haltWhenStoppingHangs);
        try {
            running.close();
        } catch (Exception e) {
            System.err.println(name + ": Cannot stop cleanly: " + e);
        }
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // only the end of the input means something
            }
        } catch (IOException e) {
            System.err.println("Cannot read standard input, taking it for the parent's end: " + e.getMessage());
        }
        System.exit(0);
    }

    private static void haltWhenStoppingHangs() {
        try {
            Thread.sleep(LONGEST_STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
