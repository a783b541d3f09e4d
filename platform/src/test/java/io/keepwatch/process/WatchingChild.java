package io.keepwatch.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A Java child as the embedded engine is one: writes a file when it has stopped in order.
final class WatchingChild {

    private WatchingChild() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start(Duration.ofSeconds(20), () -> {
            try {
                Files.writeString(Path.of(args[0]), "stopped in order");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        // the parent-death signal must not do the work here
        Runtime.getRuntime().addShutdownHook(new Thread(WatchingChild::hang));
        System.out.println("ready");
        Thread.currentThread().join();
    }

    private static void hang() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
