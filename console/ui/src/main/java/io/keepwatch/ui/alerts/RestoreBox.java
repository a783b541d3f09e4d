package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the join with the backups says of an alert, if it is about something that is backed up.
final class RestoreBox {

    /// Of the annotations that say it.
    static final String PREFIX = "restore_";

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private final PageContext page;

    RestoreBox(PageContext page) {
        this.page = page;
    }

    Optional<Component> of(AlertItem alert) {
        var values = new KeyValues();
        var ways = new Div();
        alert.annotations().entrySet().stream().filter(one -> one.getKey().startsWith(PREFIX)).forEach(one -> {
            String name = one.getKey().substring(PREFIX.length());
            switch (name) {
                case "url" -> ways.add(AlertDetail.way("Restore to this point", one.getValue()));
                case "data_loss_seconds" -> values.put("would be lost", lost(one.getValue()));
                default -> values.put(name.replace('_', ' '), INSTANT.matcher(one.getValue()).replaceAll(found -> near(found.group())));
            }
        });
        if (values.getChildren().findAny().isEmpty()) {
            return Optional.empty();
        }
        boolean point = ways.getChildren().findAny().isPresent();
        var title = new Span((point ? Glyph.POINT_VERIFIED : Glyph.POINT_UNSAFE).decorative(), new Span("Can we get it back?"));
        title.addClassNames("kw-status", "kw-strong");
        var box = new Div(title, values, ways);
        box.addClassNames("kw-proof", point ? "keep" : "crit");
        return Optional.of(box);
    }

    private String near(String instant) {
        Instant at = Instant.parse(instant);
        var times = new TimeFormat(page.zone());
        return times.near(at, page.now()) + " " + times.zoneName(at);
    }

    private static String lost(String seconds) {
        return seconds.matches("\\d{1,12}") ? "what was written in " + Format.age(Duration.ofSeconds(Long.parseLong(seconds))) : seconds;
    }
}
