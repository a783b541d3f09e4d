package io.keepwatch.ui.traces;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.BackgroundRead;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.waterfall.SpanNode;
import io.keepwatch.ui.waterfall.TraceTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The chosen span, at the right of the waterfall: the span itself, and the logs of its trace.
final class SpanDetail extends Section {

    private static final String LOGS = "logs";
    private static final String METRICS = "metrics";

    private final PageContext page;
    private final TraceSurroundings surroundings;
    private final Div head = new Div();
    private final Tab spanTab = new Tab("Span");
    private final Span logCount = new Span();
    private final Tab logsTab = new Tab(new Span("Logs"), logCount);
    private final Tab metricsTab = new Tab("Metrics");
    private final Tabs tabs = new Tabs(spanTab, logsTab, metricsTab);
    private final Div body = new Div();

    private @Nullable TraceTree tree;
    private @Nullable SpanNode node;
    /// of the whole trace; null until they were read
    private @Nullable List<LogRecord> logs;
    private @Nullable BackgroundRead reading;

    SpanDetail(PageContext page, TraceSurroundings surroundings) {
        this.page = page;
        this.surroundings = surroundings;
        addClassNames("kw-card", "kw-span");
        setVisible(false);
        getElement().setAttribute("aria-label", "Span");
        head.addClassName("kw-span-head");
        logCount.addClassName("kw-count");
        body.addClassNames("kw-span-body", "kw-scroll");
        body.getElement().setAttribute("tabindex", "0").setAttribute("role", "region").setAttribute("aria-label", "Detail of the span");
        tabs.addSelectedChangeListener(event -> {
            if (event.isFromClient()) {
                page.note(TraceView.TAB, tabs.getSelectedTab() == logsTab ? LOGS : tabs.getSelectedTab() == metricsTab ? METRICS : null);
            }
            fill();
        });
        add(head, tabs, body);
    }

    void show(TraceTree shown, SpanNode chosen, Ink ink) {
        if (tree != shown) {
            logs = null;
            readLogs(shown);
        }
        tree = shown;
        node = chosen;
        showHead(chosen, ink);
        tabs.setSelectedTab(switch (page.parameter(TraceView.TAB, "")) {
            case LOGS -> logsTab;
            case METRICS -> metricsTab;
            default -> spanTab;
        });
        fill();
    }

    private void showHead(SpanNode chosen, Ink ink) {
        var chip = new Div();
        chip.addClassName("kw-chip");
        chip.getStyle().set("background", "var(--kw-" + ink.token() + ")");
        var name = new H2(chosen.span().name());
        name.addClassName("kw-ellipsis");
        name.setTitle(chosen.span().name());
        var service = new Span(chosen.span().service());
        service.addClassNames("kw-t3", "kw-nowrap");
        var copy = new CopyButton(chosen.id(), "span id");
        copy.addClassName("kw-push");
        head.removeAll();
        head.add(chip, name, service, copy);
    }

    private void readLogs(TraceTree shown) {
        logCount.setText("");
        page.read(this, "logs of the trace", () -> surroundings.logs(shown), found -> {
            logs = found;
            logCount.setText(Format.count(found.size()));
            if (tabs.getSelectedTab() == logsTab) {
                fill();
            }
        }, problem -> logCount.setText("unread"));
    }

    private void fill() {
        body.removeAll();
        if (reading != null) {
            reading.cancel();
            reading = null;
        }
        if (tree == null || node == null) {
            return;
        }
        if (tabs.getSelectedTab() == logsTab) {
            body.add(new SpanLogs(page, tree, node, logs));
            return;
        }
        if (tabs.getSelectedTab() == metricsTab) {
            fillMetrics(node.span());
        } else {
            fillFacts(tree, node);
        }
    }

    private void fillMetrics(io.keepwatch.telemetry.traces.Span span) {
        var moment = new ServiceMoment(page, span);
        body.add(moment);
        reading = page.read(moment, "metrics of the service", () -> surroundings.requests(span.service(), moment.range()), moment::show,
                problem -> moment.unread());
    }

    private void fillFacts(TraceTree shown, SpanNode chosen) {
        var facts = new SpanFacts(page, shown, chosen);
        body.add(facts);
        var range = page.range();
        reading = page.read(facts, "durations of the operation", () -> surroundings.usual(chosen.span(), range), facts::showUsual,
                problem -> facts.usualUnknown());
    }
}
