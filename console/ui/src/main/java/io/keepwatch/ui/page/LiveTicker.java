package io.keepwatch.ui.page;

import com.vaadin.flow.shared.Registration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// One clock for every open page: each second it asks them whether a refresh is due.
@Component
class LiveTicker implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTicker.class);

    private final Set<Runnable> pages = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("console-ticker").daemon().factory());

    LiveTicker() {
        executor.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    Registration register(Runnable page) {
        pages.add(page);
        return () -> pages.remove(page);
    }

    private void tick() {
        for (Runnable page : pages) {
            try {
                page.run();
            } catch (RuntimeException e) {
                // an exception would end the schedule for every page
                LOG.warn("Cannot refresh an open page", e);
            }
        }
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
