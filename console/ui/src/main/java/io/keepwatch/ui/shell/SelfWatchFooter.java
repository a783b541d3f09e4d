package io.keepwatch.ui.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bottom of the navigation: whether Keepwatch itself is well.
final class SelfWatchFooter extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(SelfWatchFooter.class);

    private final PageContext page;
    private final SelfWatch watch;

    SelfWatchFooter(PageContext page, SelfWatch watch) {
        this.page = page;
        this.watch = watch;
        addClassName("kw-self");
        getElement().setAttribute("role", "status").setAttribute("aria-live", "off");
        page.onHeartbeat(this, now -> read());
        addAttachListener(event -> read());
    }

    private void read() {
        page.read(this, "Keepwatch's own state", watch::report,
                report -> report.ifPresent(this::show),
                problem -> {
                    LOG.warn("Cannot read Keepwatch's own state", problem);
                    say(Glyph.STALE, "Keepwatch's state is unknown", "its own metrics cannot be read", "kw-warn");
                });
    }

    private void show(SelfWatch.Report report) {
        String flow = Format.number(report.spansPerSecond()) + " spans/s in, " + Format.count(report.lost()) + " lost";
        String refused = report.rejected() == 0 ? flow : flow + ", " + Format.count(report.rejected()) + " rejected";
        if (report.lost() > 0) {
            say(Glyph.CRITICAL, "Keepwatch lost records", refused, "kw-crit");
        } else if (!report.problem().isEmpty()) {
            say(Glyph.WARNING, report.problem(), refused, "kw-warn");
        } else {
            say(Glyph.GOOD, "Keepwatch is watching", refused, "kw-t2");
        }
    }

    private void say(Glyph glyph, String title, String detail, String tone) {
        removeAll();
        var line = new Div(glyph.decorative(), new Span(title));
        line.addClassNames("kw-status", tone);
        add(line, new Span(detail));
    }
}
