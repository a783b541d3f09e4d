package io.keepwatch.alerting.running;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// The few threads that groups are evaluated on: evaluation computes, and what answers people must go on meanwhile.
final class EvaluationPool implements AutoCloseable {

    /// Deep expressions are evaluated by recursion.
    private static final long STACK_BYTES = 4L * 1024 * 1024;

    private final ExecutorService threads;

    EvaluationPool(int concurrency) {
        threads = Executors.newFixedThreadPool(concurrency, task -> {
            var thread = new Thread(null, task, "rules", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
    }

    /// Waits for its turn and for the end; what the task throws is thrown.
    <T> T run(Supplier<T> task) {
        try {
            return threads.submit(task::get).get();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException failure -> failure;
                case StackOverflowError _ -> new IllegalStateException("an expression is nested too deeply");
                default -> new IllegalStateException("an evaluation ended by " + e.getCause(), e.getCause());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the evaluation was given up", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
