package io.keepwatch.ui.overview;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.notification.Notification;
import io.keepwatch.access.Actor;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.overview.DemoSwitch.Broken;
import io.keepwatch.ui.overview.DemoSwitch.Demo;
import io.keepwatch.ui.overview.DemoSwitch.Fault;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.element.Lines;
import io.keepwatch.ui.element.Lines.Line;
import io.keepwatch.ui.services.ServiceLinks;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Breaks and mends the demo, and says what is broken.
final class DemoCard {

    private static final Logger LOG = LoggerFactory.getLogger(DemoCard.class);
    private static final Map<Fault, String> VERBS = new EnumMap<>(Map.of(
            Fault.ERRORS, "Break: errors", Fault.SLOW, "Break: slow", Fault.DELETE_ROWS, "Delete rows"));

    private final PageContext page;
    private final DemoSwitch demo;
    private final CurrentActor actor;
    private final Lines broken = new Lines();
    private final Div links = new Div();
    private final Map<Fault, Button> breaking = new EnumMap<>(Fault.class);
    private final Button repair = new Button("Repair");
    private final DataCard card;
    private boolean changing;

    DemoCard(PageContext page, DemoSwitch demo, CurrentActor actor) {
        this.page = page;
        this.demo = demo;
        this.actor = actor;
        boolean allowed = actor.get().role().includes(Role.OPERATOR);
        var buttons = new Div();
        buttons.addClassNames("kw-row", "kw-wrap");
        for (Fault fault : Fault.values()) {
            Button button = new Button(VERBS.get(fault), event -> change(who -> demo.breakIt(fault, who)));
            breaking.put(fault, button);
            buttons.add(button);
        }
        repair.addClickListener(event -> change(demo::repair));
        buttons.add(repair);
        buttons.getChildren().map(Button.class::cast).forEach(button -> {
            button.addThemeName("small");
            button.setEnabled(allowed);
        });
        if (!allowed) {
            buttons.setTitle("Needs the role operator");
        }
        links.addClassNames("kw-row", "kw-small");
        card = new DataCard(page, "Demo").describe("break it and watch").with(broken, buttons, links);
        card.addClassName("kw-demo");
    }

    DataCard card() {
        return card;
    }

    void load(PageChange why) {
        card.load(why, demo::state, this::show);
    }

    private interface Change {
        String make(Actor who);
    }

    /// A release takes seconds to start: off the session's lock, with the buttons still until it is over. Not a read of the
    /// page: who leaves meanwhile must not leave the demo half broken.
    private void change(Change change) {
        Actor who = actor.get();
        if (changing || !who.role().includes(Role.OPERATOR)) {
            return;
        }
        changing(true);
        UI ui = UI.getCurrent();
        Thread.ofVirtual().name("demo-switch").start(() -> tell(ui, made(change, who)));
    }

    private static String made(Change change, Actor who) {
        try {
            return sentence(change.make(who));
        } catch (RuntimeException e) {
            LOG.warn("Cannot switch the demo", e);
            return "The demo did not change: " + e.getMessage();
        }
    }

    private void tell(UI ui, String words) {
        try {
            ui.access(() -> {
                changing(false);
                Notification.show(words);
                load(PageChange.TICK);
            });
        } catch (UIDetachedException closedMeanwhile) {
            // nobody is left to tell; the audit log has it
            return;
        }
    }

    private void changing(boolean now) {
        changing = now;
        card.getElement().setAttribute("aria-busy", now);
        breaking.values().forEach(button -> button.setEnabled(!now));
        repair.setEnabled(!now);
    }

    private void show(Demo shown) {
        String calm = shown.problem().isEmpty() ? "Nothing is broken. Break it, and see what the pages say." : shown.problem();
        broken.show(shown.broken().stream().map(one -> new Line(Glyph.CRITICAL, words(one, shown), "", words(one, shown), since(one))).toList(), calm);
        links.removeAll();
        if (!shown.service().isEmpty()) {
            links.add(new Anchor(ServiceLinks.service(page, shown.service()), shown.service()));
        }
        if (!shown.plan().isEmpty()) {
            String words = shown.missingRows() > 0 ? "Get the rows back" : "Its recovery points";
            links.add(new Anchor(page.link("points", Map.of("plan", shown.plan())), words));
        }
        external(shown.inbox(), "Inbox of its alerts");
    }

    private void external(String address, String words) {
        if (!address.isEmpty()) {
            var link = new Anchor(address, words);
            link.setTarget("_blank");
            link.getElement().setAttribute("rel", "noreferrer");
            links.add(link);
        }
    }

    private String since(Broken broken) {
        return broken.since() == null ? "" : "since " + new TimeFormat(page.zone()).near(broken.since(), page.now());
    }

    private static String words(Broken broken, Demo shown) {
        return switch (broken.fault()) {
            case ERRORS -> "A third of the requests fail";
            case SLOW -> "A third of the requests are slow";
            case DELETE_ROWS -> Format.count(shown.missingRows(), "row") + (shown.missingRows() == 1 ? " is" : " are") + " deleted";
        };
    }

    private static String sentence(String done) {
        return done.isEmpty() ? "Done" : Character.toUpperCase(done.charAt(0)) + done.substring(1) + (done.endsWith(".") ? "" : ".");
    }
}
