package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.alerts.AlertItem.State;
import io.keepwatch.ui.alerts.AlertTelling.Place;
import io.keepwatch.ui.alerts.AlertTelling.Told;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Who was told of an alert, when, and what the other side said; and who is not, and why.
final class ToldPart extends Div {

    private final PageContext page;
    private Object shown = "";

    ToldPart(PageContext page) {
        this.page = page;
        addClassName("kw-alert-facts");
    }

    void show(AlertItem alert, Told told) {
        Object now = List.of(alert.key(), alert.state(), told, page.zone());
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        removeAll();
        var all = new Anchor(page.link("alerts/deliveries", Map.of("alert", inner(alert.labels()))), "Deliveries");
        all.addClassNames("kw-push", "kw-small");
        var where = new Anchor(page.link("alerts/routes", Map.of("labels", inner(alert.labels()))), "Its routes");
        where.addClassName("kw-small");
        var head = new Div(new H3("Told"), all, where);
        head.addClassName("kw-row");
        add(head);
        var times = new TimeFormat(page.zone());
        told.groups().stream().filter(place -> place.muted().isPresent()).forEach(place -> add(line(Glyph.STALE, "", place.receiver() + " is not told",
                MutedWords.of(place.muted().orElseThrow(), told.silences(), times, page.now()), "", "")));
        told.deliveries().forEach(one -> add(delivery(alert, one, times)));

        List<Place> next = told.deliveries().isEmpty() ? told.groups().stream().filter(place -> place.muted().isEmpty()).toList() : List.of();
        next.forEach(place -> add(line(Glyph.WAITING, "", place.receiver() + " is told at " + times.seconds(place.next()), "it waits for others of its group", "", "")));
        if (told.deliveries().isEmpty() && told.groups().isEmpty() || alert.state() == State.PENDING) {
            var words = new Span(nobody(alert));
            words.addClassNames("kw-t3", "kw-small");
            add(words);
        }
    }

    private static String nobody(AlertItem alert) {
        return switch (alert.state()) {
            case PENDING -> "Nobody is told before it fires.";
            case RESOLVED -> "Nobody was told of it.";
            case FIRING, NO_DATA -> "Nobody was told of it yet.";
        };
    }

    private Div delivery(AlertItem alert, Delivery one, TimeFormat times) {
        boolean end = one.resolved().contains(alert.labels());
        Instant at = one.settledAt() == null ? one.createdAt() : one.settledAt();
        String what = one.receiver() + ", " + one.destination() + (end ? ", of its end: " : ": ") + DeliveryWords.state(one);
        String tries = one.attempts().size() > 1 ? one.attempts().size() + " attempts; " : "";
        return line(DeliveryWords.glyph(one), times.seconds(at), what, tries + DeliveryWords.outcome(one), times.full(at),
                page.link("alerts/deliveries", Map.of("delivery", String.valueOf(one.id()))));
    }

    private static Div line(Glyph glyph, String time, String title, String detail, String full, String address) {
        var when = new Span(time);
        when.addClassName("kw-t2");
        when.setTitle(full);
        var second = new Span(detail);
        second.addClassNames("kw-t3", "kw-small", "kw-ellipsis");
        second.setTitle(detail);
        var words = new Div(address.isEmpty() ? new Span(title) : new Anchor(address, title), second);
        words.addClassName("kw-two-lines");
        var line = new Div(glyph.create(), when, words);
        line.addClassName("kw-told-line");
        return line;
    }

    private static String inner(Labels labels) {
        String text = labels.toString();
        return text.substring(1, text.length() - 1);
    }
}
