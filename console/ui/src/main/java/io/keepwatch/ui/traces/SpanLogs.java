package io.keepwatch.ui.traces;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.logs.Severity;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.waterfall.SpanNode;
import io.keepwatch.ui.waterfall.TraceTree;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The log lines of the trace in order of time, those of the chosen span marked.
final class SpanLogs extends Div {

    SpanLogs(PageContext page, TraceTree tree, SpanNode node, @Nullable List<LogRecord> logs) {
        addClassName("kw-span-logs");
        if (logs == null) {
            add(words("Reading the logs of the trace"));
            return;
        }
        if (logs.isEmpty()) {
            add(words("No log line carries this trace id."));
            return;
        }
        long own = logs.stream().filter(record -> record.spanId().equals(node.id())).count();
        add(words(Format.count(logs.size(), "line") + " in this trace, " + (own == 0 ? "none" : Format.count(own)) + " in this span."));
        logs.forEach(record -> add(line(page, tree, record, record.spanId().equals(node.id()))));
        add(new Anchor(TraceSurroundings.logs(tree.trace().traceId(), tree), "Open in Logs"));
    }

    private static Paragraph words(String text) {
        var words = new Paragraph(text);
        words.addClassNames("kw-t3", "kw-small");
        return words;
    }

    private static Div line(PageContext page, TraceTree tree, LogRecord record, boolean own) {
        var time = new Span("+" + Format.spanDuration(Math.max(0, Duration.between(tree.start(), record.time()).toNanos())));
        time.addClassName("kw-t3");
        time.setTitle(new TimeFormat(page.zone()).full(record.time()));
        var who = new Span(record.service());
        who.addClassName("kw-t3");
        var head = new Div(time, who);
        head.addClassName("kw-row");
        Severity severity = record.severity();
        if (severity.compareTo(Severity.ERROR) >= 0) {
            head.addComponentAsFirst(Glyph.CRITICAL.create());
        } else if (severity == Severity.WARN) {
            head.addComponentAsFirst(Glyph.WARNING.create());
        }
        var text = new Span(record.body());
        text.addClassName("kw-mono");
        var line = new Div(head, text);
        line.addClassName("kw-span-log");
        if (own) {
            line.addClassName("own");
        }
        return line;
    }
}
