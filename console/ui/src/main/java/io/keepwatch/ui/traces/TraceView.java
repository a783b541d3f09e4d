package io.keepwatch.ui.traces;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import io.keepwatch.telemetry.traces.Trace;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.MainLayout;
import io.keepwatch.ui.shell.Trail;
import io.keepwatch.ui.waterfall.CriticalPath;
import io.keepwatch.ui.waterfall.SpanNode;
import io.keepwatch.ui.waterfall.TraceTree;
import io.keepwatch.ui.waterfall.Waterfall;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One trace: where the time went, where it broke, what surrounded it.
@Route("traces/:traceId")
@PermitAll
@StyleSheet("context://kw/kw-explore.css")
final class TraceView extends Main implements BeforeEnterObserver, Trail {

    static final String SPAN = "span";
    static final String TAB = "tab";
    /// spans of a request may still be on their way for this long
    private static final Duration STILL_ARRIVING = Duration.ofMinutes(1);

    private final PageContext page;
    private final TraceReader traces;
    private final Waterfall waterfall = new Waterfall();
    private final TraceHeader header;
    private final SpanDetail detail;
    private final DataCard card;

    private String traceId = "";
    private @Nullable TraceTree tree;

    TraceView(PageContext page, TraceReader traces, TraceSurroundings surroundings) {
        this.page = page;
        this.traces = traces;
        header = new TraceHeader(page);
        detail = new SpanDetail(page, surroundings);
        waterfall.onSelect(this::choose);
        card = new DataCard(page, "Trace").withoutHead().with(waterfall);
        card.addClassName("kw-waterfall-card");
        setId("content");
        addClassNames("kw-page", "kw-fixed", "kw-trace");
        var below = new Div(card, detail);
        below.addClassNames("kw-trace-parts", "kw-fill");
        add(header, below);
        page.onChange(this, this::load);
        page.keys().bind(this, "l", "logs of this trace", () -> page.open(surroundings.logsLink(traceId, tree)));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String id = event.getRouteParameters().get("traceId").orElse("");
        traceId = TraceId.in(id).orElse(id);
    }

    @Override
    public List<Crumb> trail() {
        var traces = new Crumb("Traces", "traces");
        return tree == null ? List.of(traces)
                : List.of(traces, new Crumb(tree.root().span().service(), "services/" + tree.root().span().service()));
    }

    @Override
    public String heading() {
        return TraceId.shortened(traceId);
    }

    private void load(PageChange why) {
        boolean same = tree != null && tree.trace().traceId().equals(traceId);
        switch (why) {
            case NAVIGATED -> {
                if (same) {
                    shownAgain();
                } else {
                    tree = null;
                    read(why);
                }
            }
            case TICK -> {
                if (tree == null || arrivedLately(tree)) {
                    read(why);
                }
            }
            case ZONE -> shownAgain();
            case RANGE, PARAMETERS -> { } // a trace is what it is, whatever the range
        }
    }

    private boolean arrivedLately(TraceTree shown) {
        return shown.start().plusNanos(shown.durationNanos()).plus(STILL_ARRIVING).isAfter(page.now());
    }

    private void read(PageChange why) {
        String id = traceId;
        card.load(why, () -> traces.trace(id), found -> show(found, why));
    }

    private void show(Optional<Trace> found, PageChange why) {
        boolean known = found.isPresent();
        header.setVisible(known);
        detail.setVisible(known);
        if (!known) {
            tree = null;
            card.empty(notFound());
            return;
        }
        boolean unchanged = tree != null && tree.trace().spans().size() == found.get().spans().size();
        if (why.quiet() && unchanged) {
            return;
        }
        TraceTree shown = TraceTree.of(found.get());
        var path = CriticalPath.of(shown);
        tree = shown;
        waterfall.setTrace(shown, path);
        header.show(shown, new Verdict(shown, path).text());
        shownAgain();
        getUI().flatMap(ui -> ui.getChildren().filter(MainLayout.class::isInstance).map(MainLayout.class::cast).findFirst())
                .ifPresent(MainLayout::retitle);
    }

    /// The selected span of the URL, or the one that says most: where the failure began, else the root.
    private void shownAgain() {
        TraceTree shown = tree;
        if (shown == null) {
            return;
        }
        SpanNode node = shown.find(page.parameter(SPAN, "")).orElseGet(() -> Verdict.cause(shown).orElse(shown.root()));
        waterfall.select(node.id());
        detail.show(shown, node, waterfall.ink(node.span().service()));
    }

    private void choose(String spanId) {
        page.note(SPAN, spanId);
        shownAgain();
    }

    private EmptyState notFound() {
        if (TraceId.in(traceId).isEmpty()) {
            return new EmptyState(KwIcon.TRACES, "This is no trace id",
                    traceId + " has not the 32 hexadecimal digits of a trace id.", new Anchor(page.link("traces"), "Search traces"));
        }
        Instant now = page.now();
        return new EmptyState(KwIcon.TRACES, "No span of this trace is stored",
                "Its spans may still be on their way (the page looks again), the trace may not have been sampled, or it is older than the "
                        + "retention of traces and was removed. Now is " + new TimeFormat(page.zone()).full(now) + ".",
                new Anchor(page.link("logs", Map.of("q", "trace:" + traceId)), "Look for its logs"),
                new Anchor(page.link("traces"), "Search traces"));
    }
}
