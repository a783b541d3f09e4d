package io.keepwatch.ingest;

import io.keepwatch.ingest.IngestResult.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Gathers the requests of one signal into batches, as a database gathers commits: while no insert is under way a
/// request is inserted at once, and those that come meanwhile share the next batch. So a lone request waits for
/// nobody, and batches grow with the load. A batch that is full or old enough is inserted beside the running
/// inserts, up to a number; beyond it batches wait in order, bounded by the byte budget of their callers.
final class Batcher {

    private final Signal signal;
    private final IngestLimits limits;
    private final BatchInserter inserter;
    private final ScheduledExecutorService timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<OpenBatch> sealed = new ArrayDeque<>();
    private @Nullable OpenBatch open;
    private int inserting;

    Batcher(Signal signal, IngestLimits limits, BatchInserter inserter, ScheduledExecutorService timer) {
        this.signal = signal;
        this.limits = limits;
        this.inserter = inserter;
        this.timer = timer;
    }

    Ticket join(Delivery delivery, Content content, Delivery.Room room) throws UnreadableDeliveryException {
        lock.lock();
        try {
            OpenBatch batch = open;
            if (batch == null) {
                batch = new OpenBatch(signal);
                open = batch;
            }
            boolean first = batch.isEmpty();
            Ticket ticket = batch.append(delivery, content, room);
            if (batch.isFull(limits) || inserting == 0 && !batch.isEmpty()) {
                seal(batch);
                startInserts();
            } else if (first && !batch.isEmpty()) {
                sealWhenOld(batch);
            }
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything that joined is answered.
    ///
    /// @return false when the time did not suffice
    boolean drain(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (inserting > 0 || !sealed.isEmpty() || (open != null && !open.isEmpty())) {
                if (left <= 0) {
                    return false;
                }
                left = idle.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void sealWhenOld(OpenBatch batch) {
        timer.schedule(() -> sealIfOpen(batch), limits.batchAge().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void sealIfOpen(OpenBatch batch) {
        lock.lock();
        try {
            if (batch == open) {
                seal(batch);
                startInserts();
            }
        } finally {
            lock.unlock();
        }
    }

    private void seal(OpenBatch batch) {
        sealed.add(batch);
        open = null;
    }

    /// They have waited as long as the insert that failed; each would wait as long again for the same answer.
    private void answerThoseInLine(Unavailable down) {
        sealed.forEach(batch -> BatchInserter.answer(batch.tickets(), down));
        sealed.clear();
    }

    private void startInserts() {
        while (inserting < limits.inserts() && !sealed.isEmpty()) {
            OpenBatch batch = sealed.remove();
            inserting++;
            Thread.ofVirtual().name("insert-" + signal.word()).start(() -> insert(batch));
        }
    }

    private void insert(OpenBatch batch) {
        Optional<Unavailable> down = Optional.empty();
        try {
            down = inserter.insert(batch);
        } finally {
            lock.lock();
            try {
                inserting--;
                down.ifPresent(this::answerThoseInLine);
                if (inserting == 0 && sealed.isEmpty() && open != null && !open.isEmpty()) {
                    seal(open);
                }
                startInserts();
                idle.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
