package io.keepwatch.ui.notification;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.Delivery.State;
import io.keepwatch.ui.alerts.DeliveryWords;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.element.Status;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.notification.ReceiverBoard.Row;
import io.keepwatch.ui.notification.ReceiverBoard.Way;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One receiver: its ways, how each goes, and a test of them.
final class ReceiverPart extends Div {

    private final PageContext page;
    private final Deliveries deliveries;
    private final CurrentActor actor;
    private final String name;
    private final Runnable changed;
    private final Span used = new Span();
    private final Div ways = new Div();
    private final Div outcome = new Div();
    private final Refusal refusal = new Refusal();
    private final Button test;
    private final Anchor alerts = new Anchor();
    private final Anchor log = new Anchor();
    private List<Long> tests = List.of();
    private boolean testing;
    private Object shown = "";

    /// @param changed is called when a test begins or is over
    ReceiverPart(PageContext page, Deliveries deliveries, CurrentActor actor, String name, Runnable changed) {
        this.page = page;
        this.deliveries = deliveries;
        this.actor = actor;
        this.name = name;
        this.changed = changed;
        addClassName("kw-target");
        var title = new Span(name);
        title.addClassName("kw-strong");
        used.addClassName("kw-t3");
        test = NeedsRole.guard(new Button("Test", event -> test()), actor.get(), Role.OPERATOR);
        test.addThemeVariants(ButtonVariant.SMALL);
        test.setAriaLabel("Send a test alert to " + name);
        alerts.setText("Alerts");
        log.setText("Deliveries");
        var push = new Div(alerts, log, test);
        push.addClassNames("kw-row", "kw-push");
        var head = new Div(title, used, push);
        head.addClassNames("kw-row", "kw-wrap");
        outcome.getElement().setAttribute("role", "status");
        outcome.addClassName("kw-told-alerts");
        add(head, ways, refusal, outcome);
    }

    void show(Row row, boolean wanted) {
        setClassName("kw-wanted", wanted);
        alerts.setHref(page.link("alerts", Map.of("receiver", name)));
        log.setHref(page.link(DeliveriesView.PATH, Map.of("receiver", name)));
        used.setText(row.routes() == 0 ? "no route leads to it" : Format.count(row.routes(), "route") + (row.routes() == 1 ? " leads" : " lead") + " to it");
        if (!row.reachable()) {
            test.setEnabled(false);
            test.setTooltipText(row.ways().isEmpty() ? "it has nothing that could be told" : "Keepwatch has no notifier for its kinds");
        }
        Object now = List.of(row.ways(), page.zone());
        if (!now.equals(shown)) {
            shown = now;
            ways.removeAll();
            row.ways().forEach(way -> ways.add(line(way)));
            if (row.ways().isEmpty()) {
                var none = new Span("Nobody: what is routed here is told to no one.");
                none.addClassNames("kw-t3", "kw-small");
                ways.add(none);
            }
        }
        if (testing) {
            follow();
        }
    }

    private Div line(Way way) {
        var destination = new Span(way.destination());
        destination.addClassName("kw-ellipsis");
        destination.setTitle(way.id());
        var kind = new Div(DeliveryWords.icon(way.kind()).create(), destination);
        kind.addClassName("kw-row");
        var line = new Div(kind, state(way), last(way));
        line.addClassName("kw-way");
        return line;
    }

    private Div state(Way way) {
        var state = new Div();
        state.addClassName("kw-way-state");
        way.trouble().ifPresentOrElse(trouble -> {
            var why = new Span(trouble.why() + (trouble.hint().isEmpty() ? "" : " " + trouble.hint()));
            why.addClassName("kw-t2");
            state.add(new Status(Glyph.CRITICAL, "takes no messages since " + near(trouble.since()) + ", " + Format.count(trouble.waiting()) + " waiting, tried again "
                    + (trouble.next().isAfter(page.now()) ? "at " + new TimeFormat(page.zone()).seconds(trouble.next()) : "now")), why);
        }, () -> state.add(!way.built() ? new Status(Glyph.WARNING, "Keepwatch has no notifier for " + way.kind())
                : way.last().isEmpty() ? new Status(Glyph.WAITING, "not used in the last 7 d")
                : new Status(DeliveryWords.glyph(way.last().get()), DeliveryWords.state(way.last().get()))));
        return state;
    }

    private Span last(Way way) {
        Optional<Delivery> last = way.last();
        if (last.isEmpty()) {
            return new Span();
        }
        var link = new Anchor(page.link(DeliveriesView.PATH, Map.of(DeliveriesView.DELIVERY, String.valueOf(last.get().id()))), last.get().summary());
        link.addClassNames("kw-plain", "kw-ellipsis");
        link.setTitle(last.get().summary());
        Instant at = last.get().settledAt() == null ? last.get().createdAt() : last.get().settledAt();
        var when = new Span(near(at));
        when.addClassName("kw-t3");
        var place = new Span(link, when);
        place.addClassNames("kw-row", "kw-small");
        return place;
    }

    private String near(Instant at) {
        return new TimeFormat(page.zone()).near(at, page.now());
    }

    boolean testing() {
        return testing;
    }

    private void test() {
        var who = actor.get();
        test.setEnabled(false);
        test.setText("Testing …");
        refusal.clear();
        page.act(() -> deliveries.test(name, who), ids -> {
            tests = ids;
            testing = true;
            follow();
            changed.run();
        }, problem -> {
            over();
            refusal.say(problem);
        });
    }

    private void follow() {
        List<Long> wanted = tests;
        page.read(this, "the test of " + name, () -> wanted.stream().flatMap(id -> deliveries.find(id).stream()).toList(), this::showOutcome, refusal::say);
    }

    private void showOutcome(List<Delivery> found) {
        outcome.removeAll();
        for (Delivery one : found) {
            var said = new Span(DeliveryWords.outcome(one));
            said.addClassNames("kw-t2", "kw-ellipsis");
            said.setTitle(DeliveryWords.outcome(one));
            var more = new Anchor(page.link(DeliveriesView.PATH, Map.of(DeliveriesView.DELIVERY, String.valueOf(one.id()))), "Delivery");
            more.addClassName("kw-push");
            var line = new Div(new Status(DeliveryWords.glyph(one), "Test: " + one.destination() + ", " + DeliveryWords.state(one)), said, more);
            line.addClassName("kw-told-alert");
            outcome.add(line);
        }
        // what is tried again later is followed there, in the log
        if (found.stream().allMatch(one -> one.state() != State.SENDING && (one.state() != State.WAITING || !one.attempts().isEmpty()))) {
            over();
        }
    }

    private void over() {
        testing = false;
        test.setEnabled(actor.get().role().includes(Role.OPERATOR));
        test.setText("Test");
        changed.run();
    }
}
