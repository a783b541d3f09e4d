package io.keepwatch.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.AlarmSource.Alarm;
import io.keepwatch.ui.shell.AlarmSource.Alarms;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gravest alert, in the top bar of every page while it fires.
final class AlarmPill extends Anchor {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmPill.class);

    private final PageContext page;
    private final AlarmSource source;
    private final IntConsumer count;
    private final Span name = new Span();
    private final Span rest = new Span();

    /// @param count is told how many alerts fire
    AlarmPill(PageContext page, AlarmSource source, IntConsumer count) {
        this.page = page;
        this.source = source;
        this.count = count;
        addClassName("kw-alarm");
        name.addClassName("kw-strong");
        rest.addClassName("kw-ellipsis");
        add(Glyph.CRITICAL.decorative(), name, rest);
        setVisible(false);
        page.onHeartbeat(this, now -> read());
        addAttachListener(event -> read());
    }

    private void read() {
        page.read(this, "firing alerts", source::alarms, this::show, problem -> LOG.warn("Cannot read the firing alerts", problem));
    }

    private void show(Alarms alarms) {
        count.accept(alarms.firing());
        Alarm gravest = alarms.gravest();
        setVisible(gravest != null && !page.path().equals("alerts") && !page.path().isEmpty());
        if (gravest != null) {
            name.setText(gravest.name());
            rest.setText((gravest.subject().isEmpty() ? "" : gravest.subject() + " · ") + Format.roughAge(Duration.between(gravest.since(), page.now())));
            setHref(page.link("alerts", Map.of("alert", gravest.id())));
        }
    }
}
