package io.keepwatch.ui.page;

import com.vaadin.flow.component.Component;
import java.time.Duration;
import java.time.Instant;

/// Reads a page again by itself, whatever stretch of time the rest of the console shows: each second while something is going on,
/// each ten otherwise.
public final class Watching {

    private static final Duration CALM = Duration.ofSeconds(10);

    private final PageContext page;
    private final Runnable read;
    private Instant last;
    private boolean something;

    public Watching(PageContext page, Component owner, Runnable read) {
        this.page = page;
        this.read = read;
        this.last = page.now();
        page.onPulse(owner, this::pulse);
    }

    /// @param goingOn whether there is something that changes each second
    public void something(boolean goingOn) {
        something = goingOn;
    }

    /// Reads at the next second: something was just begun.
    public void soon() {
        last = Instant.EPOCH;
    }

    private void pulse(Instant now) {
        if (!something && page.live().mode() == LiveState.Mode.PAUSED) {
            return;
        }
        boolean due = something || Duration.between(last, now).compareTo(CALM) >= 0;
        if (due && !page.reading()) {
            last = now;
            read.run();
        }
    }
}
