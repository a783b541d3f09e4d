package io.keepwatch.ui.traces;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.search.FieldList;
import io.keepwatch.ui.waterfall.SpanNode;
import io.keepwatch.ui.waterfall.TraceTree;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Everything one span says, the most telling first.
final class SpanFacts extends Div {

    private static final Set<String> STATEMENTS = Set.of("db.query.text", "db.statement");

    private final PageContext page;
    private final TraceTree tree;
    private final SpanNode node;
    private final io.keepwatch.telemetry.traces.Span span;
    private final Span usual = new Span(Format.NONE);
    private final Div shape = new Div();

    SpanFacts(PageContext page, TraceTree tree, SpanNode node) {
        this.page = page;
        this.tree = tree;
        this.node = node;
        this.span = node.span();
        addClassName("kw-span-facts");
        add(stats());
        SpanFailure.of(span).ifPresent(failure -> add(failure(failure)));
        STATEMENTS.stream().map(span.attributes()::get).filter(text -> text != null && !text.isBlank()).findFirst()
                .ifPresent(text -> add(statement(text)));
        add(fields(), shape, around());
        events();
        links();
        resource();
    }

    private Component stats() {
        double share = tree.durationNanos() == 0 ? 1 : (double) span.durationNanos() / tree.durationNanos();
        var stats = new Div(stat("Duration", new Span(Format.spanDuration(span.durationNanos()))),
                stat("Share of trace", new Span(Format.percent(Math.min(1, share)))), stat("Usual p95", usual));
        stats.addClassName("kw-span-stats");
        return stats;
    }

    private static Div stat(String name, Span value) {
        var label = new Span(name);
        label.addClassNames("kw-t3", "kw-small");
        value.addClassName("kw-stat-value");
        return new Div(label, value);
    }

    /// What other spans of this operation took in the range of the page.
    void showUsual(TraceSurroundings.Usual found) {
        found.p95Nanos().ifPresent(p95 -> {
            usual.setText((found.exact() ? "" : "about ") + Format.duration(p95));
            boolean slow = p95 > 0 && span.durationNanos() > 2 * p95;
            usual.getElement().setAttribute("title", slow ? "This span took more than twice as long" : "95 of 100 are not slower");
        });
        if (!found.durations().isEmpty()) {
            shape.removeAll();
            shape.add(new H3("This operation, " + Format.age(page.range().length())),
                    new DurationShape(found.durations(), span.durationNanos()));
        }
    }

    void usualUnknown() {
        usual.setText(Format.NONE);
    }

    private Component failure(SpanFailure failure) {
        var title = new Span(failure.title());
        title.addClassName("kw-strong");
        var head = new Div(Glyph.CRITICAL.decorative(), title);
        head.addClassNames("kw-row", "kw-crit");
        var box = new Div(head);
        box.addClassName("kw-failure");
        String all = String.join("\n", failure.type(), failure.message(), failure.stack()).strip();
        if (!all.isEmpty()) {
            var copy = new CopyButton(all, "error");
            copy.addClassName("kw-push");
            head.add(copy);
        }
        if (!failure.message().isBlank()) {
            box.add(new Pre(failure.message().strip()));
        }
        if (!failure.type().isEmpty() && !failure.type().equals(failure.title())) {
            var type = new Span(failure.type());
            type.addClassNames("kw-mono", "kw-t2", "kw-break");
            box.add(type);
        }
        if (!failure.stack().isBlank()) {
            box.add(folded("Stack trace", new Pre(failure.stack().strip())));
        }
        return box;
    }

    private static Component statement(String text) {
        var copy = new CopyButton(text, "statement");
        var box = new Div(new SqlText(text.strip()), copy);
        box.addClassName("kw-statement");
        return box;
    }

    private FieldList fields() {
        var fields = new FieldList(this::search);
        fields.fact("Started", new TimeFormat(page.zone()).millis(span.start()) + ", +" + Format.spanDuration(Math.max(0, node.startNanos())));
        fields.fact("Kind", span.kind().toLowerCase(Locale.ROOT));
        if (node.skewNanos() != 0) {
            fields.fact("Clock", "moved " + Format.duration(Math.abs(node.skewNanos())) + (node.skewNanos() > 0 ? " later" : " earlier") + ", into its caller");
        }
        if (node.parentMissing()) {
            fields.fact("Parent", span.parentSpanId() + ", not received");
        }
        span.attributes().forEach((key, value) -> {
            if (!STATEMENTS.contains(key)) {
                fields.field(key, value);
            }
        });
        fields.fact("Scope", (span.scopeName() + " " + span.scopeVersion()).strip());
        fields.fact("Span id", span.spanId());
        return fields;
    }

    private Component around() {
        var same = TraceSurroundings.sameOperation(span);
        var list = new Div(new H3("Around this span"));
        list.addClassName("kw-around");
        list.add(way("Failures of this operation", "traces",
                same.with(new FieldTerm("status", Operator.EQUALS, "error", false))));
        list.add(way("As slow as this one", "traces",
                same.with(new FieldTerm("duration", Operator.GREATER_OR_EQUAL, Math.max(1, span.durationNanos() / 1_000_000) + "ms", false))));
        list.add(way("Logs of " + span.service(), "logs", new SearchQuery(List.of(new FieldTerm("service", span.service())))));
        return list;
    }

    private Component way(String words, String path, SearchQuery query) {
        var way = new Div(new Anchor(page.link(path, Map.of("q", query.format())), words));
        way.addClassName("kw-small");
        return way;
    }

    private void events() {
        if (span.events().isEmpty()) {
            return;
        }
        add(new H3(Format.count(span.events().size(), "event")));
        for (var event : span.events()) {
            var time = new Span("+" + Format.spanDuration(Math.max(0, Duration.between(tree.start(), event.time()).toNanos())));
            time.addClassName("kw-t3");
            var line = new Div(time, new Span(event.name()));
            line.addClassNames("kw-row", "kw-small");
            if (event.attributes().isEmpty()) {
                add(line);
                continue;
            }
            var fields = new FieldList(this::search);
            event.attributes().forEach((key, value) -> fields.fact(key, value));
            add(folded(line, fields));
        }
    }

    private void links() {
        if (span.links().isEmpty()) {
            return;
        }
        add(new H3(Format.count(span.links().size(), "link")));
        for (var link : span.links()) {
            var anchor = new Anchor(page.link("traces/" + link.traceId(), Map.of("span", link.spanId())), link.traceId());
            anchor.addClassNames("kw-mono", "kw-break");
            var fields = new FieldList(this::search);
            link.attributes().forEach((key, value) -> fields.fact(key, value));
            add(new Div(anchor, fields));
        }
    }

    private void resource() {
        var fields = new FieldList(this::search);
        span.resource().forEach(fields::field);
        add(folded("Resource of " + span.service(), fields));
    }

    /// The person's words become a search of traces over the range of the page.
    private void search(FieldTerm term) {
        page.open(page.link("traces", Map.of("q", new SearchQuery(List.of(term)).format())));
    }

    private static Details folded(String words, Component content) {
        return folded(new Span(words), content);
    }

    private static Details folded(Component words, Component content) {
        var details = new Details(words, content);
        details.addClassName("kw-fold");
        return details;
    }
}
