package io.keepwatch.ui.notification;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.notification.KnownAlerts.Known;
import java.util.List;

/// Alerts, one a line, the first few of them.
final class AlertLines extends Div {

    private static final int MOST = 12;

    private final String none;

    /// @param none what stands there when there is none
    AlertLines(String none) {
        this.none = none;
        addClassName("kw-told-alerts");
    }

    void show(List<Known> alerts) {
        removeAll();
        if (alerts.isEmpty()) {
            var words = new Paragraph(none);
            words.addClassNames("kw-t3", "kw-small");
            add(words);
        }
        alerts.stream().limit(MOST).forEach(alert -> add(line(alert.firing() ? alert.severity().glyph() : Glyph.WAITING, alert.name(), alert.rest(),
                alert.firing() ? "" : "pending", alert.labels())));
        if (alerts.size() > MOST) {
            var more = new Span("and " + Format.count(alerts.size() - MOST) + " more");
            more.addClassNames("kw-t3", "kw-small");
            add(more);
        }
    }

    static Div line(Glyph glyph, String name, String rest, String aside, Labels labels) {
        var title = new Span(name);
        title.addClassName("kw-strong");
        var beside = new Span(rest);
        beside.addClassNames("kw-t2", "kw-ellipsis");
        var end = new Span(aside);
        end.addClassNames("kw-t3", "kw-push");
        var line = new Div(glyph.create(), title, beside, end);
        line.addClassName("kw-told-alert");
        line.setTitle(labels.toString());
        return line;
    }
}
