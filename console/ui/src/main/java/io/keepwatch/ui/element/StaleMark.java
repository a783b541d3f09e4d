package io.keepwatch.ui.element;

import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import java.time.Duration;
import java.time.Instant;

/// Says that something stopped reporting, and when it was last heard of.
public final class StaleMark extends Span {

    public StaleMark(Instant last, Instant now, TimeFormat times) {
        addClassNames("kw-status", "kw-t3");
        add(Glyph.STALE.decorative(), new Span("last seen " + Format.roughAge(Duration.between(last, now)) + " ago"));
        setTitle(times.full(last));
    }
}
