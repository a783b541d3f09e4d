package io.keepwatch.ui.backups;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.backup.Runs.LogLine;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.util.List;

/// The last lines of a run's log, the newest first: what happens now stands at the top.
public final class LogTail extends Div {

    private final PageContext page;
    private final int most;
    private List<LogLine> shown = List.of();

    public LogTail(PageContext page, int most) {
        this.page = page;
        this.most = most;
        addClassName("kw-log-tail");
        getElement().setAttribute("role", "log").setAttribute("aria-live", "off").setAttribute("aria-label", "Log, newest first")
                .setAttribute("tabindex", "0");
    }

    public void show(List<LogLine> lines) {
        List<LogLine> tail = lines.reversed().stream().limit(most).toList();
        if (tail.equals(shown)) {
            return;
        }
        shown = tail;
        removeAll();
        var times = new TimeFormat(page.zone());
        for (LogLine line : tail) {
            var at = new Span(times.seconds(line.at()));
            at.addClassName("kw-t3");
            at.setTitle(times.full(line.at()) + ", " + line.step());
            var row = new Div(at, new Span(line.text()));
            add(row);
        }
    }

    /// Oldest first, to be pasted into an incident.
    public static String text(List<LogLine> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.at()).append(' ').append(line.step()).append(": ").append(line.text()).append('\n'));
        return text.toString();
    }
}
