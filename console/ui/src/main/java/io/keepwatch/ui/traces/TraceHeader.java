package io.keepwatch.ui.traces;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.StatusBadge;
import io.keepwatch.ui.element.StatusBadge.Tone;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.waterfall.TraceTree;
import java.util.Map;
import java.util.Optional;

/// What the trace was, how it ended, and the verdict in a sentence.
final class TraceHeader extends Div {

    private final PageContext page;

    TraceHeader(PageContext page) {
        this.page = page;
        addClassName("kw-trace-head");
        setVisible(false);
    }

    void show(TraceTree tree, String verdict) {
        removeAll();
        var root = tree.root().span();
        var title = new H2(root.name());
        title.addClassName("kw-sentence");
        title.addClassName("kw-ellipsis");
        title.setTitle(root.service() + ": " + root.name());
        var facts = new Span(new TimeFormat(page.zone()).millis(tree.start()) + ", " + Format.spanDuration(tree.durationNanos()) + ", "
                + Format.count(tree.inOrder().size(), "span") + ", " + Format.count(tree.services().size(), "service"));
        facts.setTitle(new TimeFormat(page.zone()).full(tree.start()));
        facts.addClassName("kw-t2");
        facts.addClassName("kw-nowrap");
        var id = new Span(tree.trace().traceId());
        id.addClassNames("kw-mono", "kw-t3", "kw-ellipsis");
        var line = new Div(title);
        line.addClassName("kw-row");
        badge(tree).ifPresent(line::add);
        line.add(facts, id, new CopyButton(tree.trace().traceId(), "trace id"), ways(tree));
        var sentence = new Paragraph(verdict);
        sentence.addClassNames("kw-verdict-line", "kw-t2");
        add(line, sentence);
    }

    private static Optional<StatusBadge> badge(TraceTree tree) {
        var root = tree.root().span();
        if (tree.rootMissing()) {
            return Optional.of(new StatusBadge(Tone.WARNING, "root not received"));
        }
        String status = root.attributes().getOrDefault("http.response.status_code", "");
        long failed = tree.inOrder().stream().filter(node -> node.span().failed()).count();
        if (root.failed()) {
            return Optional.of(new StatusBadge(Tone.CRITICAL, status.isEmpty() ? "failed" : status));
        }
        if (failed > 0) {
            return Optional.of(new StatusBadge(Tone.WARNING, Format.count(failed, "failed span")));
        }
        return status.isEmpty() ? Optional.empty() : Optional.of(new StatusBadge(Tone.NEUTRAL, status));
    }

    private Div ways(TraceTree tree) {
        var root = tree.root().span();
        SearchQuery alike = SearchQuery.ALL.with(new FieldTerm("service", root.service())).with(new FieldTerm("operation", root.name()));
        var like = new Button("Traces like this", KwIcon.TRACES.create(),
                event -> page.open(page.link("traces", Map.of("q", alike.format()))));
        var logs = new Button("Logs of this trace", KwIcon.LOGS.create(),
                event -> page.open(TraceSurroundings.logs(tree.trace().traceId(), tree)));
        var ways = new Div(like, logs);
        ways.addClassNames("kw-row", "kw-push");
        return ways;
    }
}
