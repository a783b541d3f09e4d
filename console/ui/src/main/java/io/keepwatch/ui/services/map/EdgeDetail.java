package io.keepwatch.ui.services.map;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.services.ServiceEdge.TargetKind;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.telemetry.traces.TraceSummary;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.element.Lines;
import io.keepwatch.ui.element.Lines.Line;
import io.keepwatch.ui.services.Neighbours;
import io.keepwatch.ui.services.ServiceLinks;
import java.util.List;
import java.util.Locale;

/// What an arrow of the map stands for: calls, errors, duration, example traces.
final class EdgeDetail {

    private static final int EXAMPLES = 8;

    private final PageContext page;
    private final TraceReader traces;
    private final DescriptionList facts = new DescriptionList();
    private final Lines examples = new Lines();
    private final H3 examplesTitle = new H3();
    private final Div ways = new Div();
    private final DataCard card;

    EdgeDetail(PageContext page, TraceReader traces, Runnable close) {
        this.page = page;
        this.traces = traces;
        facts.addClassName("kw-kv");
        ways.addClassNames("kw-row", "kw-wrap", "kw-map-ways");
        var closing = new NativeButton("", event -> close.run());
        closing.add(KwIcon.CLOSE.create());
        closing.addClassName("kw-icon-button");
        closing.setAriaLabel("Close the detail");
        card = new DataCard(page, "Calls").flush().action(closing).with(facts, ways, examplesTitle, examples);
        card.addClassName("kw-map-detail");
    }

    DataCard card() {
        return card;
    }

    void load(PageChange why, ServiceEdge edge) {
        var query = new CallQuery(edge);
        var range = page.range();
        card.load(why, () -> query.examples(traces, range, EXAMPLES), found -> show(edge, query, found));
    }

    private void show(ServiceEdge edge, CallQuery query, List<TraceSummary> found) {
        facts.removeAll();
        fact("Caller", new Anchor(ServiceLinks.service(page, edge.source()), edge.source()));
        fact("Called", edge.targetKind() == TargetKind.SERVICE ? new Anchor(ServiceLinks.service(page, edge.target()), edge.target()) : new Span(edge.target()));
        fact("Kind", new Span(edge.targetKind().name().toLowerCase(Locale.ROOT)));
        fact("Calls", new Span(edge.calls() == 0 ? "none in the last minutes" : Format.rate(edge.callRate()) + ", " + Format.count(edge.calls()) + " counted"));
        var errors = new Span(Format.percent(Neighbours.share(edge)) + ", " + Format.count(edge.errors()));
        errors.addClassName(Neighbours.failing(edge) ? "kw-crit" : "kw-t2");
        fact("Errors", errors);
        fact("p95", new Span(edge.calls() == 0 ? Format.NONE : Format.duration(edge.p95Nanos()) + ", as the caller sees it"));
        ways.removeAll();
        ways.add(new Anchor(ServiceLinks.traces(page, query.spans()), "All traces"));
        if (edge.errors() > 0) {
            ways.add(new Anchor(ServiceLinks.traces(page, query.failedSpans()), "Failed traces"));
        }
        examplesTitle.setText(edge.errors() > 0 ? "Traces with most errors" : "Slowest traces");
        var times = new TimeFormat(page.zone());
        examples.show(found.stream().map(trace -> new Line(trace.errors() > 0 ? Glyph.CRITICAL : Glyph.GOOD, trace.rootName(),
                page.link("traces/" + trace.traceId()), trace.rootService() + " " + trace.rootName() + " at " + times.full(trace.start()),
                Format.spanDuration(trace.durationNanos()), times.seconds(trace.start()))).toList(), "No trace of these calls was found in this time.");
    }

    private void fact(String name, Component value) {
        facts.add(new DescriptionList.Term(name), new DescriptionList.Description(value));
    }
}
