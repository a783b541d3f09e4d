package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.prometheus.Queries;
import io.keepwatch.ui.alerts.AlertBoard.Grouping;
import io.keepwatch.ui.alerts.AlertItem.State;
import io.keepwatch.ui.alerts.AlertTabs.Tab;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.FilterField;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What fires, what is about to, and what has ended.
@Route("alerts")
@PageTitle("Alerts")
@Menu(title = "Alerts", icon = "bell", order = NavOrder.ALERTS)
@PermitAll
@StyleSheet("context://kw/kw-settings.css")
@StyleSheet("context://kw/kw-vault.css")
@StyleSheet("context://kw/kw-alerts.css")
@JsModule("context://kw/kw-chart.js") // asked for with the page: charts are made when their data arrives
final class AlertsView extends Main {

    private static final String GROUP = "by";
    private static final String BY_NAME = "name";
    private static final String NONE = "none";
    private static final String RECEIVER = "receiver";

    private final PageContext page;
    private final RuleGroups groups;
    private final AlertHistory history;
    private final Silences silences;
    private final ActiveRouting routing;
    private final H2 sentence = new H2();
    private final Paragraph late = new Paragraph();
    private final Div only = new Div();
    private final FilterField filter;
    private final NativeButton byService = new NativeButton("By service", event -> group(null));
    private final NativeButton byName = new NativeButton("By alert", event -> group(BY_NAME));
    private final AlertGrid grid;
    private final DataCard card;
    private final AlertDetail detail;
    private @Nullable AlertBoard board;
    private Optional<AlertItem> chosen = Optional.empty();

    AlertsView(PageContext page, RuleGroups groups, AlertHistory history, Queries queries, AlertCounts counts, AlertTelling telling, Silences silences,
            ActiveRouting routing) {
        this.page = page;
        this.groups = groups;
        this.history = history;
        this.silences = silences;
        this.routing = routing;
        setId("content");
        addClassNames("kw-page", "kw-fixed");
        filter = new FilterField(page, "Service, severity, text", "Filter the alerts", this::showRows);
        grid = new AlertGrid(page, this::choose, this::openRule);
        var hints = new Div(new KeyHint("alert", "J", "K"), new KeyHint("its rule", "Enter"), new KeyHint("silence", "S"), new KeyHint("runbook", "R"), new KeyHint("traces", "X"),
                new KeyHint("logs", "L"));
        hints.addClassName("kw-card-foot");
        card = new DataCard(page, "Alerts").withoutHead().flush().with(grid);
        card.add(hints);
        card.addClassName("kw-fill");
        detail = new AlertDetail(page, new QueriedHistory(queries), history, telling);
        late.addClassNames("kw-warn", "kw-alert-late");
        late.setVisible(false);
        only.addClassNames("kw-row", "kw-t2");
        sentence.addClassName("kw-sentence");
        add(head(new AlertTabs(page, Tab.NOW, counts)), sentence, late, only, new AlertColumns(card, detail.card()));
        bindKeys();
        var watching = new Watching(page, this, () -> load(PageChange.TICK));
        watching.something(false);
        page.onChange(this, this::load);
    }

    private Div head(AlertTabs tabs) {
        var seg = new Div(byService, byName);
        seg.addClassNames("kw-seg", "kw-seg-large");
        seg.getElement().setAttribute("role", "group").setAttribute("aria-label", "Grouping");
        return new AlertHead(tabs, filter, seg);
    }

    private void bindKeys() {
        page.keys().bind(this, "j", "next alert", () -> step(1));
        page.keys().bind(this, "k", "alert before", () -> step(-1));
        page.keys().bind(this, "enter", "the rule of the alert", () -> chosen.ifPresent(this::openRule));
        page.keys().bind(this, "r", "runbook of the alert", () -> chosen.map(AlertItem::runbook).filter(address -> !address.isEmpty())
                .ifPresent(address -> getUI().ifPresent(ui -> ui.getPage().open(address, "_blank"))));
        page.keys().bind(this, "s", "silence the alert", () -> chosen.filter(one -> one.state() != State.RESOLVED)
                .ifPresent(one -> page.open(AlertLinks.silence(page, one.labels()))));
        page.keys().bind(this, "x", "traces around the alert", () -> chosen.filter(one -> !one.service().isEmpty())
                .ifPresent(one -> page.open(AlertLinks.traces(one))));
        page.keys().bind(this, "l", "logs around the alert", () -> chosen.filter(one -> !one.service().isEmpty())
                .ifPresent(one -> page.open(AlertLinks.logs(one))));
    }

    private void group(@Nullable String by) {
        page.note(GROUP, by);
        showRows();
    }

    private void load(PageChange why) {
        if (!why.quiet()) {
            filter.read();
            showReceiver();
        }
        card.load(why, () -> AlertBoard.read(groups, history, silences.all(), page.now()), found -> show(why, found));
    }

    private void show(PageChange why, AlertBoard found) {
        board = found;
        sentence.setText(words(found));
        late.setVisible(!found.late().isEmpty());
        late.setText(lateWords(found.late()));
        showRows();
        showDetail(why);
    }

    private void showRows() {
        AlertBoard shown = board;
        if (shown == null) {
            return;
        }
        boolean name = page.parameter(GROUP, "").equals(BY_NAME);
        byName.getElement().setAttribute("aria-pressed", String.valueOf(name));
        byService.getElement().setAttribute("aria-pressed", String.valueOf(!name));
        List<AlertRow> rows = shown.rows(name ? Grouping.NAME : Grouping.SERVICE, this::wanted);
        chosen = chosenOf(shown, rows);
        grid.show(rows, chosen.map(AlertItem::key));
        if (rows.isEmpty()) {
            card.empty(!filter.narrows() && receiver().isEmpty()
                    ? new EmptyState(KwIcon.BELL, "Nothing fires", "Nothing is pending either, and nothing fired in the last 24 h.")
                    : new EmptyState(KwIcon.FILTER, "No alert matches", "Of " + Format.count(shown.active().size() + shown.resolved().size(), "alert")
                            + " none is wanted.", new Button("Remove the filter", event -> clearFilter())));
        } else {
            card.content();
        }
    }

    private boolean wanted(AlertItem alert) {
        io.keepwatch.alerting.routing.Route root = routing.current().config().route();
        return filter.takes(alert.text())
                && receiver().map(name -> root.match(alert.labels()).stream().anyMatch(route -> route.receiver().equals(name))).orElse(true);
    }

    /// Whose alerts alone are shown: messages lead here.
    private Optional<String> receiver() {
        return page.parameter(RECEIVER);
    }

    private void showReceiver() {
        only.removeAll();
        only.setVisible(receiver().isPresent());
        receiver().ifPresent(name -> only.add(new Span("Only what " + name + " is told"), new Anchor(page.link("alerts/receivers", Map.of(RECEIVER, name)), "Receiver"),
                new Anchor(page.link("alerts"), "Show all")));
    }

    private void clearFilter() {
        filter.reset();
        page.note(RECEIVER, null);
        showReceiver();
        showRows();
    }

    /// The one in the URL, else the first that fires.
    private Optional<AlertItem> chosenOf(AlertBoard shown, List<AlertRow> rows) {
        Optional<String> wanted = page.parameter(AlertLinks.ALERT);
        if (wanted.isPresent()) {
            return wanted.filter(key -> !key.equals(NONE)).flatMap(shown::find);
        }
        return rows.stream().filter(AlertRow.Item.class::isInstance).map(row -> ((AlertRow.Item) row).alert()).findFirst()
                .filter(one -> one.state() != State.RESOLVED);
    }

    private void showDetail(PageChange why) {
        AlertBoard shown = board;
        if (shown != null && chosen.isPresent()) {
            detail.load(why, shown, chosen.get());
        } else {
            detail.none(shown != null && !(shown.active().isEmpty() && shown.resolved().isEmpty()));
        }
    }

    private void choose(AlertItem alert) {
        chosen = Optional.of(alert);
        page.note(AlertLinks.ALERT, alert.key());
        showDetail(PageChange.PARAMETERS);
    }

    private void step(int direction) {
        grid.step(chosen.map(AlertItem::key), direction).ifPresent(next -> {
            choose(next);
            showRows();
        });
    }

    private void openRule(AlertItem alert) {
        AlertBoard shown = board;
        if (shown != null) {
            shown.rule(alert).flatMap(rule -> shown.group(rule).map(group -> AlertLinks.rule(page, group, rule))).ifPresent(page::open);
        }
    }

    /// The answer first: what is worst, or since when it is quiet.
    private String words(AlertBoard found) {
        List<AlertItem> firing = found.active().stream().filter(one -> one.state() != State.PENDING && !found.isSilenced(one))
                .sorted(Comparator.comparing(AlertItem::severity).thenComparing(AlertItem::since)).toList();
        if (!firing.isEmpty()) {
            AlertItem worst = firing.getFirst();
            String what = worst.sentence().isEmpty() ? worst.name() : worst.sentence();
            return firing.size() == 1 ? what : what + ", and " + Format.count(firing.size() - 1, "more alert") + (firing.size() == 2 ? " fires" : " fire");
        }
        var times = new TimeFormat(page.zone());
        String quiet = found.resolved().stream().map(AlertItem::until).findFirst().map(last -> "Quiet since " + times.near(last, page.now()))
                .orElse("Quiet for the last 24 h");
        long muted = found.silenced().size();
        long pending = found.active().size() - muted;
        return (muted == 0 ? quiet : "Nothing fires but for " + Format.count(muted, "silenced alert"))
                + (pending == 0 ? "" : "; " + Format.count(pending, "alert") + (pending == 1 ? " is" : " are") + " pending");
    }

    private String lateWords(List<RuleGroupStatus> groupsBehind) {
        List<String> words = new ArrayList<>(groupsBehind.stream().limit(3).map(group -> group.group().name() + " was evaluated "
                + Format.age(Duration.between(group.lastEvaluation(), page.now())) + " ago, not every " + Format.age(group.interval())).toList());
        if (groupsBehind.size() > 3) {
            words.add(Format.count(groupsBehind.size() - 3, "more group"));
        }
        return words.stream().collect(Collectors.joining("; ", "Rules are late, so what is shown here is old: ", "."));
    }
}
