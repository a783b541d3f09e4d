package io.keepwatch.prometheus;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlException.Kind;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The threads that queries are evaluated on, and the queue before them.
final class QueryPool implements AutoCloseable {

    private static final int QUEUE = 256;
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
    /// Deep expressions are evaluated by recursion.
    private static final long STACK_BYTES = 4L * 1024 * 1024;

    private final ThreadPoolExecutor threads;

    QueryPool(int concurrency) {
        threads = new ThreadPoolExecutor(concurrency, concurrency, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
            var thread = new Thread(null, task, "promql", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
    }

    /// Runs a task on a thread of the pool and waits for it; interrupts it when it is late or the caller gives up.
    <T> T run(Duration timeout, BooleanSupplier givenUp, Supplier<T> task) {
        var started = new AtomicBoolean();
        var future = new FutureTask<T>(() -> {
            started.set(true);
            return task.get();
        });
        try {
            threads.execute(future);
        } catch (RejectedExecutionException e) {
            throw new PromQlException(Kind.UNAVAILABLE, "too many queries are waiting for their turn; try again later");
        }
        boolean done = false;
        try {
            T result = await(future, timeout, givenUp, started);
            done = true;
            return result;
        } finally {
            if (!done) {
                future.cancel(true);
                threads.remove(future);
            }
        }
    }

    private static <T> T await(Future<T> future, Duration timeout, BooleanSupplier givenUp, AtomicBoolean started) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new PromQlException(Kind.TIMEOUT, "query timed out in " + (started.get() ? "expression evaluation" : "query queue"));
            }
            try {
                return future.get(Math.min(left, LOOK_INTERVAL.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                if (givenUp.getAsBoolean()) {
                    throw new PromQlException(Kind.CANCELLED, "query was canceled");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PromQlException(Kind.CANCELLED, "query was canceled");
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }
    }

    private static RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case StackOverflowError _ -> PromQlException.execution("the expression is nested too deeply");
            case RuntimeException e -> e;
            default -> new IllegalStateException("a query ended by " + cause, cause);
        };
    }

    int waiting() {
        return threads.getQueue().size();
    }

    int running() {
        return threads.getActiveCount();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
