package io.keepwatch.backup.run;

import io.keepwatch.backup.catalog.HashedStream;
import io.keepwatch.backup.source.PartSink;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.target.ObjectUpload;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Sends each part to all copies in one pass and hashes it on the way. A copy that fails drops out, the others go on. Nothing is visible
/// before [#commit].
final class Tee implements PartSink, AutoCloseable {

    private final List<CopyInProgress> copies;
    private final StepContext context;
    private final @Nullable Long expectedBytes;
    private final Duration longestSilence;
    private final Thread worker = Thread.currentThread();
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong moved = new AtomicLong(System.nanoTime());
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Thread writing;
    private volatile boolean stalled;
    private volatile @Nullable String detail;

    Tee(List<CopyInProgress> copies, StepContext context, @Nullable Long expectedBytes, Duration longestSilence) {
        this.copies = copies;
        this.context = context;
        this.expectedBytes = expectedBytes;
        this.longestSilence = longestSilence;
        Thread.ofVirtual().start(this::watch);
    }

    @Override
    public OutputStream begin(String name) throws IOException {
        var part = new Part(name);
        parts.add(part);
        part.open();
        return part;
    }

    /// The run's context for the source: what it says counts as a sign of life, and the bytes are ours to count.
    StepContext forTheSource() {
        return new SourceContext(context, this);
    }

    void alive(@Nullable String said) {
        moved.set(System.nanoTime());
        if (said != null) {
            detail = said;
        }
    }

    boolean hasStalled() {
        return stalled;
    }

    List<HashedPart> parts() {
        return parts.stream().map(Part::hashed).toList();
    }

    /// Makes the parts visible, copy by copy; one that cannot drops out.
    void commit() throws IOException {
        for (Part part : parts) {
            part.commit();
        }
        requireOneCopy();
    }

    @Override
    public void close() {
        over.countDown();
        parts.forEach(Part::close);
    }

    private void requireOneCopy() throws IOException {
        if (copies.stream().noneMatch(CopyInProgress::isWhole)) {
            throw CopyInProgress.noneLeft(copies);
        }
    }

    /// Interrupts who writes when nothing moves. Never while the worker uses the metadata database.
    private void watch() {
        long tick = Math.clamp(longestSilence.toMillis() / 4, 10, 5_000);
        try {
            while (!over.await(tick, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - moved.get() > longestSilence.toNanos()) {
                    stalled = true;
                    Thread writer = writing;
                    context.uninterrupted(() -> {
                        (writer == null ? worker : writer).interrupt();
                        return true;
                    });
                    moved.set(System.nanoTime());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One part on its way to all copies.
    private final class Part extends OutputStream {

        private record Way(CopyInProgress copy, ObjectUpload upload) {}

        private final String name;
        private final MessageDigest digest = HashedStream.newDigest();
        private final List<Way> ways = new ArrayList<>();
        private long size;
        private @Nullable HashedPart hashed;

        Part(String name) {
            this.name = name;
        }

        void open() throws IOException {
            for (CopyInProgress copy : copies) {
                if (copy.isWhole()) {
                    try {
                        ways.add(new Way(copy, copy.create(name)));
                    } catch (IOException e) {
                        copy.drop(e);
                    }
                }
            }
            requireOneCopy();
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            digest.update(buffer, offset, length);
            size += length;
            writing = Thread.currentThread();
            try {
                for (Way way : ways) {
                    if (way.copy().isWhole()) {
                        send(way, buffer, offset, length);
                    }
                }
            } finally {
                writing = null;
            }
            requireOneCopy();
            alive(null);
            context.progress(bytes.addAndGet(length), expectedBytes, detail);
        }

        private void send(Way way, byte[] buffer, int offset, int length) throws IOException {
            try {
                way.upload().output().write(buffer, offset, length);
            } catch (IOException e) {
                if (!stalled && Thread.currentThread().isInterrupted()) {
                    throw e; // cancelled: not this target's fault
                }
                Thread.interrupted();
                way.copy().drop(stalled ? new StalledException("write to " + way.copy().target() + ": it took nothing", longestSilence,
                        "Look after the target; the backup went on without it") : e);
                stalled = false;
                alive(null);
            }
        }

        /// Ends the part; it stays invisible.
        @Override
        public void flush() {}

        @Override
        public void close() {
            if (hashed == null) {
                hashed = new HashedPart(name, size, HexFormat.of().formatHex(digest.digest()));
            }
            if (over.getCount() == 0) {
                ways.forEach(way -> way.copy().closing(way.upload()));
            }
        }

        HashedPart hashed() {
            if (hashed == null) {
                throw new IllegalStateException("The source has not ended the part " + name);
            }
            return hashed;
        }

        void commit() {
            for (Way way : ways) {
                if (way.copy().isWhole()) {
                    try {
                        way.copy().stored(name, way.upload().commit());
                    } catch (IOException e) {
                        way.copy().drop(e);
                    }
                }
            }
        }
    }
}
