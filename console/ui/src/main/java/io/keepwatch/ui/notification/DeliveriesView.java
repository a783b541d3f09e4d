package io.keepwatch.ui.notification;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.Receiver;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.alerts.AlertColumns;
import io.keepwatch.ui.alerts.AlertCounts;
import io.keepwatch.ui.alerts.AlertHead;
import io.keepwatch.ui.alerts.AlertTabs.Tab;
import io.keepwatch.ui.alerts.AlertTabs;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.FilterField;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The log of what was told: to whom, when, through what, and what the other side said.
@Route("alerts/deliveries")
@PermitAll
@StyleSheet("context://kw/kw-settings.css")
@StyleSheet("context://kw/kw-vault.css")
@StyleSheet("context://kw/kw-alerts.css")
@StyleSheet("context://kw/kw-notification.css")
final class DeliveriesView extends Main implements Trail {

    static final String PATH = "alerts/deliveries";
    static final String DELIVERY = "delivery";

    private static final String RECEIVER = "receiver";
    private static final String TROUBLED = "troubled";
    private static final String ALERT = "alert";
    private static final int MOST = 500;

    private record Found(List<Delivery> deliveries, List<Deliveries.Trouble> troubles, List<String> receivers, Optional<Delivery> chosen) {}

    private final PageContext page;
    private final Deliveries deliveries;
    private final ActiveRouting routing;
    private final CurrentActor actor;
    private final H2 sentence = new H2();
    private final FilterField filter;
    private final Select<String> receiver = new Select<>();
    private final NativeButton all = new NativeButton("All", event -> troubled(null));
    private final NativeButton troubled = new NativeButton("Troubled", event -> troubled("1"));
    private final Div about = new Div();
    private final DeliveryGrid grid;
    private final DataCard card;
    private final Div detailPlace = new Div();
    private final DataCard detail;
    private final Watching watching;
    private @Nullable Found shown;
    private Object shownDetail = "";

    DeliveriesView(PageContext page, Deliveries deliveries, ActiveRouting routing, CurrentActor actor, AlertCounts counts) {
        this.page = page;
        this.deliveries = deliveries;
        this.routing = routing;
        this.actor = actor;
        setId("content");
        addClassNames("kw-page", "kw-fixed");
        filter = new FilterField(page, "Alert, message, receipt", "Filter the deliveries", this::showRows);
        grid = new DeliveryGrid(page, this::choose);
        var hints = new Div(new KeyHint("delivery", "J", "K"), new KeyHint("try again now", "R"));
        hints.addClassName("kw-card-foot");
        card = new DataCard(page, "Deliveries").withoutHead().flush().with(grid);
        card.add(hints);
        card.addClassName("kw-fill");
        detail = new DataCard(page, "Delivery").with(detailPlace);
        detail.addClassNames("kw-alert-detail", "kw-fill");
        sentence.addClassName("kw-sentence");
        about.addClassNames("kw-row", "kw-wrap");
        add(head(new AlertTabs(page, Tab.DELIVERIES, counts)), sentence, about, new AlertColumns(card, detail));
        page.keys().bind(this, "j", "next delivery", () -> step(1));
        page.keys().bind(this, "k", "delivery before", () -> step(-1));
        page.keys().bind(this, "r", "try the delivery again now", () -> Optional.ofNullable(shown).flatMap(Found::chosen)
                .filter(one -> actor.get().role().includes(Role.OPERATOR)).filter(DeliveriesView::waits).ifPresent(this::retry));
        watching = new Watching(page, this, () -> load(PageChange.TICK));
        page.onChange(this, this::load);
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Alerts", "alerts"));
    }

    @Override
    public String heading() {
        return "Deliveries";
    }

    private AlertHead head(AlertTabs tabs) {
        receiver.setAriaLabel("Receiver");
        receiver.setEmptySelectionAllowed(true);
        receiver.setEmptySelectionCaption("all receivers");
        receiver.setItemLabelGenerator(name -> name == null || name.isEmpty() ? "all receivers" : name);
        receiver.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(RECEIVER, event.getValue());
            }
        });
        var seg = new Div(all, troubled);
        seg.addClassNames("kw-seg", "kw-seg-large");
        seg.getElement().setAttribute("role", "group").setAttribute("aria-label", "Which deliveries");
        return new AlertHead(tabs, filter, receiver, seg);
    }

    private void troubled(@Nullable String only) {
        page.set(TROUBLED, only);
    }

    private Optional<Labels> alert() {
        return page.parameter(ALERT).flatMap(LabelWords::parse);
    }

    private void load(PageChange why) {
        if (!why.quiet()) {
            filter.read();
        }
        var scope = new Deliveries.Scope(page.range().from(), page.range().to().plusSeconds(60), page.parameter(RECEIVER).orElse(null),
                alert().orElse(null), page.parameter(TROUBLED).isPresent(), MOST);
        Optional<Long> wanted = chosenId();
        card.load(why, () -> read(scope, wanted), found -> show(why, found));
    }

    private Found read(Deliveries.Scope scope, Optional<Long> wanted) {
        List<String> receivers = routing.current().config().receivers().stream().map(Receiver::name).toList();
        return new Found(deliveries.list(scope), deliveries.troubles(), receivers, wanted.flatMap(deliveries::find));
    }

    private Optional<Long> chosenId() {
        return page.parameter(DELIVERY).filter(id -> id.matches("\\d{1,18}")).map(Long::valueOf);
    }

    private void show(PageChange why, Found found) {
        shown = found;
        watching.something(found.chosen.filter(one -> one.state() == Delivery.State.SENDING || waits(one)).isPresent());
        boolean only = page.parameter(TROUBLED).isPresent();
        all.getElement().setAttribute("aria-pressed", String.valueOf(!only));
        troubled.getElement().setAttribute("aria-pressed", String.valueOf(only));
        if (!why.quiet()) {
            receiver.setItems(Stream.concat(found.receivers.stream(), page.parameter(RECEIVER).stream()).distinct().toList());
            receiver.setValue(page.parameter(RECEIVER).orElse(null));
            showAbout();
        }
        sentence.setText(words(found));
        showRows();
        showDetail(found);
    }

    private void showAbout() {
        about.removeAll();
        about.setVisible(alert().isPresent());
        alert().ifPresent(labels -> {
            var words = new Div("Only what tells of " + labels);
            words.addClassNames("kw-t2", "kw-ellipsis");
            about.add(words, new Button("Remove", event -> page.set(ALERT, null)));
        });
    }

    private String words(Found found) {
        if (!found.troubles.isEmpty()) {
            Deliveries.Trouble first = found.troubles.getFirst();
            return first.destination() + " has not taken messages for " + Format.age(Duration.between(first.since(), page.now()))
                    + (found.troubles.size() == 1 ? "" : ", and " + Format.count(found.troubles.size() - 1, "other destination"));
        }
        return found.deliveries.isEmpty() ? "Nobody was told anything in this time" : "What was told arrived as far as the other sides say";
    }

    private void showRows() {
        Found found = shown;
        if (found == null) {
            return;
        }
        List<Delivery> rows = found.deliveries.stream().filter(one -> filter.takes(one.summary() + " " + one.receiver() + " " + one.destination() + " "
                + one.receipt() + " " + one.firing() + " " + one.resolved())).toList();
        grid.show(rows, chosenId());
        if (!rows.isEmpty()) {
            card.content();
            return;
        }
        var longer = new Button("Last 7 d", event -> page.select(TimeSelection.last(Duration.ofDays(7))));
        boolean narrowed = filter.narrows() || page.parameter(RECEIVER).isPresent() || page.parameter(TROUBLED).isPresent() || alert().isPresent();
        card.empty(narrowed ? new EmptyState(KwIcon.FILTER, "No delivery matches", "In " + new TimeFormat(page.zone()).range(page.range()) + ".",
                new Button("Remove the filters", event -> removeFilters()), longer)
                : new EmptyState(KwIcon.MAIL, "Nobody was told anything", "Alerts that fire, end or go on are told to receivers; each message stands here.", longer));
    }

    private void removeFilters() {
        filter.reset();
        page.set(Map.of(RECEIVER, "", TROUBLED, "", ALERT, ""));
        showRows();
    }

    private void showDetail(Found found) {
        if (found.chosen.isEmpty()) {
            shownDetail = "";
            detail.empty(new EmptyState(KwIcon.MAIL, page.parameter(DELIVERY).isPresent() ? "This delivery is no longer kept" : "No delivery is chosen",
                    "Choose one to see its text, its attempts and its receipt."));
            return;
        }
        Object key = List.of(found.chosen.get(), page.zone());
        if (!key.equals(shownDetail)) {
            shownDetail = key;
            detailPlace.removeAll();
            detailPlace.add(new DeliveryDetail(page, found.chosen.get(), actor, this::retry));
        }
        detail.content();
    }

    private void choose(Delivery delivery) {
        page.note(DELIVERY, String.valueOf(delivery.id()));
        load(PageChange.TICK);
    }

    private void step(int direction) {
        grid.step(chosenId(), direction).ifPresent(this::choose);
    }

    private static boolean waits(Delivery delivery) {
        return delivery.state() == Delivery.State.WAITING || delivery.state() == Delivery.State.REJECTED;
    }

    private void retry(Delivery delivery) {
        var who = actor.get();
        page.act(() -> {
            deliveries.retry(delivery.id(), who);
            return delivery.destination();
        }, destination -> {
            Notification.show(destination + " is tried again now.");
            shownDetail = "";
            watching.soon();
        }, problem -> detailPlace.getChildren().filter(DeliveryDetail.class::isInstance).forEach(one -> ((DeliveryDetail) one).refuse(problem)));
    }
}
