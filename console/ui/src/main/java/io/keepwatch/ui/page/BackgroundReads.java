package io.keepwatch.ui.page;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Runs the queries of pages on virtual threads, so that no query holds the lock of a session.
@Component
class BackgroundReads implements DisposableBean {

    private final ExecutorService executor =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("console-read-", 0).factory());

    Future<?> start(Runnable read) {
        return executor.submit(read);
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
