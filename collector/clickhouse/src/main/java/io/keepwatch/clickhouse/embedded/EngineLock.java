package io.keepwatch.clickhouse.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// One engine per data directory. The engine's own process holds the lock, so that it lasts as long as the engine does, even
/// when its parent was killed and a successor of the parent is there already.
///
/// @param channel keeps the lock while it is referred to
record EngineLock(FileChannel channel) implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /// Waits for the lock.
    ///
    /// @throws IOException says who holds it
    static EngineLock acquire(Path file, Duration patience) throws IOException, InterruptedException {
        var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + patience.toNanos();
        while (channel.tryLock() == null) {
            if (System.nanoTime() > deadline) {
                channel.close();
                throw new IOException("process " + Files.readString(file).strip() + " still uses it");
            }
            Thread.sleep(PAUSE);
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
        return new EngineLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
