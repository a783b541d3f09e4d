package io.keepwatch.backup.target.s3;

import io.keepwatch.backup.target.ObjectUpload;
import io.keepwatch.backup.target.StoredObject;
import io.keepwatch.backup.target.TargetException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import org.jspecify.annotations.Nullable;

/// Cuts the stream into parts and sends a few at once; a short stream goes in one piece. Memory holds the parts in flight and the
/// one being filled, whatever the stream's length.
final class S3Upload implements ObjectUpload {

    private final S3Requests requests;
    private final String key;
    private final String storageClass;
    private final PartSizes sizes;
    private final ArrayDeque<FutureTask<CompletedPart>> inFlight = new ArrayDeque<>();
    private final List<CompletedPart> stored = new ArrayList<>();
    private @Nullable String uploadId;
    private byte[] part;
    private int filled;
    private int number = 1;
    private long bytes;
    private boolean committed;

    S3Upload(S3Requests requests, String key, String storageClass, PartSizes sizes) {
        this.requests = requests;
        this.key = key;
        this.storageClass = storageClass;
        this.sizes = sizes;
        this.part = new byte[0];
    }

    @Override
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                append(bytes, offset, length);
            }
        };
    }

    private void append(byte[] from, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (filled == sizes.size(number)) {
                sendPart();
            }
            int take = Math.min(length - done, sizes.size(number) - filled);
            makeRoomFor(filled + take);
            System.arraycopy(from, offset + done, part, filled, take);
            filled += take;
            done += take;
        }
        bytes += length;
    }

    /// A small object does not take a large part's memory.
    private void makeRoomFor(int needed) {
        if (needed > part.length) {
            int grown = Math.max(needed, Math.min(sizes.size(number), Math.max(64 << 10, part.length * 4)));
            part = Arrays.copyOf(part, grown);
        }
    }

    private void sendPart() throws IOException {
        if (number > PartSizes.MOST_PARTS) {
            throw new TargetException("Cannot store " + key + ": it is larger than " + (bytes >> 30) + " GiB, the most that goes into "
                    + PartSizes.MOST_PARTS + " parts", "Raise part-size of the target", false, null);
        }
        String upload = uploadId == null ? uploadId = requests.begin(key, storageClass) : uploadId;
        byte[] content = part;
        int length = filled;
        int partNumber = number;
        while (inFlight.size() >= sizes.inFlight(partNumber)) {
            awaitOldest();
        }
        var task = new FutureTask<>(() -> requests.sendPart(key, upload, partNumber, content, length));
        inFlight.add(task);
        Thread.ofVirtual().name("s3-part-" + partNumber).start(task);
        part = new byte[sizes.size(++number)];
        filled = 0;
    }

    private void awaitOldest() throws IOException {
        try {
            stored.add(inFlight.element().get());
            inFlight.remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while storing " + key);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TargetException refused) {
                throw refused;
            }
            throw new IOException("Cannot store part " + (stored.size() + 1) + " of " + key, e.getCause());
        }
    }

    @Override
    public StoredObject commit() throws IOException {
        if (uploadId == null) {
            requests.putWhole(key, storageClass, part, filled);
        } else {
            if (filled > 0) {
                sendPart();
            }
            while (!inFlight.isEmpty()) {
                awaitOldest();
            }
            requests.complete(key, uploadId, stored, bytes);
        }
        StoredObject object = requests.find(key).orElseThrow(() -> new TargetException(
                "Cannot store " + key + ": the store took it and does not have it", "Test the target", true, null));
        if (object.bytes() != bytes) {
            throw new TargetException("Cannot store " + key + ": the store has " + object.bytes() + " of " + bytes + " bytes",
                    "Test the target", true, null);
        }
        committed = true;
        return object;
    }

    /// Also when the thread is interrupted: parts that nobody sees cost money.
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            if (!committed && uploadId != null) {
                inFlight.forEach(task -> task.cancel(true));
                requests.abort(key, uploadId);
            }
        } finally {
            inFlight.clear();
            part = new byte[0];
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
