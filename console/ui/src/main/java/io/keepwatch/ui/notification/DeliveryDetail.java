package io.keepwatch.ui.notification;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.Delivery.State;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.alerts.DeliveryWords;
import io.keepwatch.ui.alerts.Severity;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.element.Status;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// One message: to whom, about what, how it went, and its text.
final class DeliveryDetail extends Div {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PageContext page;
    private final TimeFormat times;
    private final Refusal refusal = new Refusal();

    DeliveryDetail(PageContext page, Delivery delivery, CurrentActor actor, Consumer<Delivery> retry) {
        this.page = page;
        this.times = new TimeFormat(page.zone());
        addClassName("kw-alert-head");
        var words = new Paragraph(delivery.summary());
        words.addClassName("kw-verdict");
        var head = new Div(new Status(DeliveryWords.glyph(delivery), DeliveryWords.state(delivery)), next(delivery));
        head.addClassName("kw-row");
        add(head, words, ways(delivery, actor, retry), refusal, facts(delivery), new H3("How it went"), attempts(delivery));
        alerts("Fires", delivery.firing(), false);
        alerts("Resolved", delivery.resolved(), true);
        var body = new Pre(readable(delivery.body()));
        body.addClassName("kw-code");
        body.getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "Text of the message");
        var title = new Div(new H3("As it is sent"), new CopyButton(delivery.body(), "the message"));
        title.addClassName("kw-row");
        add(title, body);
    }

    private Span next(Delivery delivery) {
        Instant next = delivery.nextAttempt();
        var words = new Span(next == null || delivery.state() == State.SENT ? "" : next.isAfter(page.now())
                ? "again in " + Format.age(Duration.between(page.now(), next)) : "at once");
        words.addClassName("kw-t2");
        return words;
    }

    private Div ways(Delivery delivery, CurrentActor actor, Consumer<Delivery> retry) {
        var ways = new Div();
        ways.addClassNames("kw-row", "kw-wrap");
        if (delivery.state() == State.WAITING || delivery.state() == State.REJECTED) {
            var again = NeedsRole.guard(new Button("Try again now", event -> {
                event.getSource().setEnabled(false);
                retry.accept(delivery);
            }), actor.get(), Role.OPERATOR);
            again.addThemeVariants(ButtonVariant.SMALL);
            ways.add(again);
        }
        ways.add(way("Receiver", page.link(ReceiversView.PATH, Map.of(ReceiversView.RECEIVER, delivery.receiver()))));
        Long into = delivery.combinedInto();
        if (into != null) {
            ways.add(way("The one that says it", page.link(DeliveriesView.PATH, Map.of(DeliveriesView.DELIVERY, String.valueOf(into)))));
        }
        return ways;
    }

    private static Anchor way(String words, String address) {
        var way = new Anchor(address, words);
        way.addClassName("kw-small-button");
        return way;
    }

    private KeyValues facts(Delivery delivery) {
        var values = new KeyValues().put("told", delivery.receiver()).put("through", delivery.destination())
                .put("because", DeliveryWords.reason(delivery.reason())).put("written", times.full(delivery.createdAt()));
        Instant settled = delivery.settledAt();
        if (settled != null) {
            values.put(delivery.state() == State.SENT ? "sent" : "since", times.full(settled) + ", after "
                    + Format.duration(Duration.between(delivery.createdAt(), settled).toNanos()));
        }
        if (!delivery.receipt().isEmpty()) {
            values.copyable("receipt", delivery.receipt());
        }
        if (delivery.maybeRepeat()) {
            values.put("maybe twice", "Keepwatch ended while it was sent; it may have arrived before, and says so.");
        }
        return values.copyable("group", delivery.groupKey()).copyable("id", String.valueOf(delivery.id()));
    }

    private Div attempts(Delivery delivery) {
        var list = new Div();
        list.addClassName("kw-told-alerts");
        if (delivery.attempts().isEmpty()) {
            var none = new Span("Not tried yet.");
            none.addClassNames("kw-t3", "kw-small");
            list.add(none);
        }
        for (Delivery.Attempt attempt : delivery.attempts()) {
            var at = new Span(times.seconds(attempt.at()));
            at.setTitle(times.full(attempt.at()));
            at.addClassName("kw-nowrap");
            var said = new Span(attempt.outcome());
            said.addClassName("kw-t2");
            var line = new Div((attempt.succeeded() ? Glyph.GOOD : Glyph.CRITICAL).create(), at, said);
            line.addClassNames("kw-told-alert", "kw-wrapped");
            list.add(line);
        }
        return list;
    }

    private void alerts(String title, Set<Labels> alerts, boolean ended) {
        if (alerts.isEmpty()) {
            return;
        }
        var list = new Div();
        list.addClassName("kw-told-alerts");
        alerts.stream().sorted().forEach(labels -> {
            var known = new KnownAlerts.Known(labels, true, "");
            list.add(AlertLines.line(ended ? Glyph.GOOD : Severity.of(labels).glyph(), known.name(), known.rest(), "", labels));
        });
        add(new H3(title), list);
    }

    private static String readable(String body) {
        try {
            return body.startsWith("{") ? JSON.readTree(body).toPrettyString() : body;
        } catch (JacksonException _) {
            return body; // it only looks like JSON
        }
    }

    void refuse(Exception problem) {
        refusal.say(problem);
    }
}
