package io.keepwatch.clickhouse.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// One engine per data directory. The engine's own process holds the lock, so that it lasts as long as the engine does, even
/// when its parent was killed and a successor of the parent is there already.
final class EngineLock {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private EngineLock() {}

    /// Waits for the lock, which then is held for the life of the process.
    ///
    /// @throws IOException says who holds it
    static void acquire(Path file, Duration patience) throws IOException, InterruptedException {
        var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + patience.toNanos();
        FileLock lock;
        while ((lock = channel.tryLock()) == null) {
            if (System.nanoTime() > deadline) {
                throw new IOException("process " + Files.readString(file).strip() + " still uses it");
            }
            Thread.sleep(PAUSE);
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
    }
}
