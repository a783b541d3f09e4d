package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.PartSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Takes the first bytes and no more until it is told to: a target slower than the source.
final class BlockingParts implements PartSink {

    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public OutputStream begin(String name) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                first.countDown();
                try {
                    released.await();
                } catch (InterruptedException _) {
                    throw new InterruptedIOException();
                }
            }
        };
    }

    void awaitFirstByte() throws InterruptedException {
        if (!first.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("no byte came");
        }
    }

    void release() {
        released.countDown();
    }
}
