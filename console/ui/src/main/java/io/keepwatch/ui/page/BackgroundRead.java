package io.keepwatch.ui.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.shared.Registration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A query under way for a part of a page. Its end is delivered once: an answer, a problem, or the cancellation.
public final class BackgroundRead {

    private final UI ui;
    private boolean over;
    private @Nullable Future<?> running;
    private @Nullable Registration ownerDetached;
    private Runnable onCancel = () -> {};

    BackgroundRead(UI ui) {
        this.ui = ui;
    }

    <T> void start(BackgroundReads reads, Component owner, Callable<T> query,
            Consumer<T> success, Consumer<Exception> failure, Runnable cancelled) {
        onCancel = cancelled;
        ownerDetached = owner.addDetachListener(event -> cancel());
        running = reads.start(() -> {
            try {
                T value = query.call();
                deliver(() -> success.accept(value));
            } catch (Exception problem) {
                deliver(() -> failure.accept(problem));
            }
        });
    }

    /// Nothing is delivered any more, and the query's thread is interrupted. Needs the session's lock.
    public void cancel() {
        if (over) {
            return;
        }
        end();
        if (running != null) {
            running.cancel(true);
        }
        onCancel.run();
    }

    /// A page that stays open for days reads thousands of times: nothing may stay behind.
    private void end() {
        over = true;
        if (ownerDetached != null) {
            ownerDetached.remove();
        }
    }

    private void deliver(Runnable end) {
        try {
            ui.access(() -> {
                if (!over) {
                    end();
                    end.run();
                }
            });
        } catch (UIDetachedException closedMeanwhile) {
            // nobody is left to tell
            return;
        }
    }
}
