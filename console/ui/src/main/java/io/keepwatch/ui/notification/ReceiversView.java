package io.keepwatch.ui.notification;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.ui.alerts.AlertCounts;
import io.keepwatch.ui.alerts.AlertHead;
import io.keepwatch.ui.alerts.AlertTabs;
import io.keepwatch.ui.alerts.AlertTabs.Tab;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.FilterField;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.notification.ReceiverBoard.Row;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who can be told, through what, and whether it works.
@Route("alerts/receivers")
@PermitAll
@StyleSheet("context://kw/kw-settings.css")
@StyleSheet("context://kw/kw-vault.css")
@StyleSheet("context://kw/kw-alerts.css")
@StyleSheet("context://kw/kw-notification.css")
final class ReceiversView extends Main implements Trail {

    static final String PATH = "alerts/receivers";
    static final String RECEIVER = "receiver";

    private final PageContext page;
    private final Deliveries deliveries;
    private final ActiveRouting routing;
    private final Map<String, Notifier> notifiers;
    private final CurrentActor actor;
    private final H2 sentence = new H2();
    private final Paragraph hint = new Paragraph();
    private final FilterField filter;
    private final Div list = new Div();
    private final Map<String, ReceiverPart> parts = new LinkedHashMap<>();
    private final DataCard card;
    private final Watching watching;
    private @Nullable ReceiverBoard shown;

    ReceiversView(PageContext page, Deliveries deliveries, ActiveRouting routing, Map<String, Notifier> notifiers, CurrentActor actor, AlertCounts counts) {
        this.page = page;
        this.deliveries = deliveries;
        this.routing = routing;
        this.notifiers = notifiers;
        this.actor = actor;
        setId("content");
        addClassName("kw-page");
        filter = new FilterField(page, "Name, kind, destination", "Filter the receivers", this::showRows);
        card = new DataCard(page, "Receivers").flush().with(list);
        sentence.addClassName("kw-sentence");
        hint.addClassNames("kw-t2", "kw-hint");
        add(new AlertHead(new AlertTabs(page, Tab.RECEIVERS, counts), filter), sentence, hint, card);
        watching = new Watching(page, this, () -> load(PageChange.TICK));
        page.onChange(this, this::load);
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Alerts", "alerts"));
    }

    @Override
    public String heading() {
        return "Receivers";
    }

    private void load(PageChange why) {
        if (!why.quiet()) {
            filter.read();
        }
        card.load(why, () -> ReceiverBoard.read(routing.current(), deliveries, notifiers, page.now()), found -> {
            show(found);
            if (!why.quiet()) {
                page.parameter(RECEIVER).map(parts::get).ifPresent(ReceiverPart::scrollIntoView);
            }
        });
    }

    private void show(ReceiverBoard found) {
        shown = found;
        sentence.setText(words(found));
        hint.setText(found.setup().tellsNobody() ? "Set KEEPWATCH_SLACK_TOKEN and KEEPWATCH_SLACK_CHANNEL, KEEPWATCH_PAGERDUTY_ROUTING_KEY or KEEPWATCH_SMTP_URL and "
                + "KEEPWATCH_DIGEST_TO, or name an Alertmanager configuration under keepwatch.alerting.config." : "");
        hint.setVisible(!hint.getText().isEmpty());
        card.describe(RoutingWords.source(found.setup(), page));
        showRows();
    }

    private static String words(ReceiverBoard found) {
        if (found.setup().tellsNobody()) {
            return "Nobody is told of alerts";
        }
        List<ReceiverBoard.Way> ways = found.receivers().stream().flatMap(row -> row.ways().stream()).toList();
        long failing = ways.stream().filter(way -> way.trouble().isPresent()).count();
        long missing = ways.stream().filter(way -> !way.built()).count();
        if (failing > 0) {
            return failing == 1 ? "One destination takes no messages" : failing + " destinations take no messages";
        }
        if (missing == 0 && ways.stream().noneMatch(way -> way.last().isPresent())) {
            return "Nobody was told anything in the last 7 d; test the receivers to be sure of them";
        }
        return missing == 0 ? "All destinations take messages, as far as they were used"
                : Format.count(missing, "integration") + (missing == 1 ? " is" : " are") + " of a kind that Keepwatch has no notifier for";
    }

    private void showRows() {
        ReceiverBoard found = shown;
        if (found == null) {
            return;
        }
        List<Row> rows = found.receivers().stream().filter(row -> filter.takes(row.receiver().name() + " "
                + row.ways().stream().map(way -> way.kind() + " " + way.destination()).toList())).toList();
        List<String> names = rows.stream().map(row -> row.receiver().name()).toList();
        if (!List.copyOf(parts.keySet()).equals(names)) {
            parts.keySet().retainAll(names);
            list.removeAll();
            Map<String, ReceiverPart> kept = new LinkedHashMap<>();
            names.forEach(name -> kept.put(name, parts.getOrDefault(name, new ReceiverPart(page, deliveries, actor, name, this::tested))));
            parts.clear();
            parts.putAll(kept);
            parts.values().forEach(list::add);
        }
        String wanted = page.parameter(RECEIVER, "");
        rows.forEach(row -> parts.get(row.receiver().name()).show(row, row.receiver().name().equals(wanted)));
        if (rows.isEmpty()) {
            card.empty(new EmptyState(KwIcon.FILTER, "No receiver matches", Format.count(found.receivers().size(), "receiver") + " without this filter."));
        } else {
            card.content();
        }
        tested();
    }

    /// While a test is on its way the page reads each second.
    private void tested() {
        watching.something(parts.values().stream().anyMatch(ReceiverPart::testing));
    }
}
