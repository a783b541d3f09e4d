package io.keepwatch.ui.dashboards;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/// One question that several panels wait for. It is asked at once, and ends when the last of them gives up.
final class Shared<T> {

    private final FutureTask<T> task;
    private final AtomicInteger waiting = new AtomicInteger();

    private Shared(Callable<T> question) {
        task = new FutureTask<>(question);
    }

    static <T> Shared<T> ask(Callable<T> question) {
        var shared = new Shared<>(question);
        Thread.ofVirtual().name("dashboard-query").start(shared.task);
        return shared;
    }

    /// Whether nobody can get an answer of it any more.
    boolean abandoned() {
        return task.isCancelled();
    }

    T await() throws Exception {
        waiting.incrementAndGet();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            if (waiting.decrementAndGet() == 0 && !task.isDone()) {
                task.cancel(true);
            }
        }
    }
}
