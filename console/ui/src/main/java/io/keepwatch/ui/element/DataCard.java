package io.keepwatch.ui.element;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.SearchTooBroadException;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.ui.page.BackgroundRead;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A titled card that reads its data in the background and shows every state of that: an outline while it waits for the
/// first answer, the old content dimmed while another range is read, why it is empty, why it failed.
public final class DataCard extends Section {

    private static final Logger LOG = LoggerFactory.getLogger(DataCard.class);

    private final PageContext page;
    private final String title;
    private final H2 heading;
    private final Span subtitle = new Span();
    private final Div actions = new Div();
    private final Div head;
    private final Div body = new Div();
    private final Div overlay = new Div();
    private @Nullable BackgroundRead reading;
    private boolean filled;

    public DataCard(PageContext page, String title) {
        this.page = page;
        this.title = title;
        heading = new H2(title);
        subtitle.addClassName("kw-t3");
        actions.addClassName("kw-card-actions");
        head = new Div(heading, subtitle, actions);
        head.addClassName("kw-card-head");
        body.addClassName("kw-card-body");
        overlay.addClassName("kw-card-overlay");
        addClassName("kw-card");
        getElement().setAttribute("aria-label", title);
        add(head, body);
    }

    /// What the card shows when there is data; made once and filled by [#load].
    public DataCard with(Component... content) {
        body.add(content);
        return this;
    }

    /// At the right end of the title line: links, small buttons, a legend.
    public DataCard action(Component... components) {
        actions.add(components);
        return this;
    }

    /// The grey words beside the title: "last hour, worst first".
    public DataCard describe(String words) {
        subtitle.setText(words);
        return this;
    }

    public void setTitle(String text) {
        heading.setText(text);
        getElement().setAttribute("aria-label", text);
    }

    /// A body without padding, for a grid from edge to edge.
    public DataCard flush() {
        addClassName("kw-flush");
        return this;
    }

    public DataCard withoutHead() {
        head.setVisible(false);
        return this;
    }

    /// Takes the card off the page, or puts it back. Flow's own visibility does not do: what is invisible to it stays in the browser as
    /// it was, e.g. as a card that still reads.
    public void setShown(boolean shown) {
        if (shown) {
            getStyle().remove("display");
        } else {
            getStyle().set("display", "none");
        }
    }

    /// Reads on a virtual thread, then calls `show` with the session's lock. A read that is still under way is given up.
    /// `show` may end with [#empty].
    public <T> void load(PageChange why, Callable<T> query, Consumer<T> show) {
        if (reading != null) {
            reading.cancel();
        }
        boolean saysSomething = overlay.getParent().isPresent() && why.quiet(); // why it is empty or failed, until that changes
        if (!filled && !saysSomething) {
            overlay(new LoadingSkeleton(title.toLowerCase(Locale.ROOT), this::cancelled));
        } else if (filled && !why.quiet()) {
            addClassName("kw-dimmed");
        }
        reading = page.read(this, title, query, value -> {
            reading = null;
            content();
            show.accept(value);
        }, problem -> {
            reading = null;
            failed(problem, () -> load(PageChange.PARAMETERS, query, show));
        });
    }

    /// Nothing to show, and why.
    public void empty(EmptyState state) {
        filled = false;
        removeClassName("kw-dimmed");
        overlay(state);
    }

    /// What was asked cannot be answered as it was asked: said in the card, and not our failure.
    public void refuse(String what, String reason, Runnable retry) {
        filled = false;
        removeClassName("kw-dimmed");
        overlay(new ErrorState(what, reason, retry));
    }

    /// Shows the content again.
    public void content() {
        filled = true;
        removeClassName("kw-dimmed");
        remove(overlay); // hidden it would stay in the browser as it was, and look like a card that still reads
        body.setVisible(true);
    }

    private void cancelled() {
        if (reading != null) {
            reading.cancel();
            reading = null;
        }
        empty(new EmptyState(KwIcon.PAUSE, "Reading was cancelled", "Choose a shorter time range or a narrower filter."));
    }

    private void failed(Exception problem, Runnable retry) {
        filled = false;
        removeClassName("kw-dimmed");
        if (problem instanceof StoreUnavailableException) {
            overlay(new ErrorState("ClickHouse does not answer",
                    "What was acknowledged is safe. Senders are asked to wait and send again.", retry));
        } else if (problem instanceof SearchTooBroadException) {
            overlay(new TooBroadState(page, String.valueOf(problem.getMessage()), retry));
        } else {
            LOG.error("Cannot show the card {}", title, problem);
            String message = problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
            overlay(new ErrorState("Cannot read " + title.toLowerCase(Locale.ROOT), message, retry));
        }
    }

    private void overlay(Component state) {
        overlay.removeAll();
        overlay.add(state);
        if (overlay.getParent().isEmpty()) {
            addComponentAtIndex(indexOf(body) + 1, overlay);
        }
        body.setVisible(false);
    }
}
