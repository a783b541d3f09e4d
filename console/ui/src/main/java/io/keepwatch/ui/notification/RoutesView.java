package io.keepwatch.ui.notification;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.MatcherSyntaxException;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.alerts.AlertCounts;
import io.keepwatch.ui.alerts.AlertHead;
import io.keepwatch.ui.alerts.AlertTabs.Tab;
import io.keepwatch.ui.alerts.AlertTabs;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.notification.KnownAlerts.Known;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The routing tree, and where an alert would go.
@Route("alerts/routes")
@PermitAll
@StyleSheet("context://kw/kw-settings.css")
@StyleSheet("context://kw/kw-vault.css")
@StyleSheet("context://kw/kw-alerts.css")
@StyleSheet("context://kw/kw-notification.css")
final class RoutesView extends Main implements Trail {

    static final String LABELS = "labels";

    private record Found(ActiveRouting.Setup setup, Optional<ActiveRouting.Problem> problem, List<Known> alerts, List<Silence> silences,
                         List<RoutedAlerts.Group> groups) {}

    private final PageContext page;
    private final ActiveRouting routing;
    private final RoutedAlerts routed;
    private final Silences silences;
    private final KnownAlerts alerts;
    private final H2 sentence = new H2();
    private final Div problem = new Div();
    private final TextField labels = new TextField("Labels of an alert");
    private final ComboBox<Known> known = new ComboBox<>("or one of now");
    private final RouteTree tree;
    private final RouteAnswerPart answer;
    private final DataCard treeCard;

    RoutesView(PageContext page, ActiveRouting routing, RoutedAlerts routed, Silences silences, KnownAlerts alerts, AlertCounts counts) {
        this.page = page;
        this.routing = routing;
        this.routed = routed;
        this.silences = silences;
        this.alerts = alerts;
        setId("content");
        addClassName("kw-page");
        tree = new RouteTree(page);
        answer = new RouteAnswerPart(page);
        treeCard = new DataCard(page, "Routes").with(tree);
        fields();
        var form = new Div(labels, known);
        form.addClassName("kw-form");
        var answerCard = new DataCard(page, "Where would this go?").with(form, answer);
        answerCard.content();
        sentence.addClassName("kw-sentence");
        problem.addClassName("kw-refusal");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        var left = new Div(treeCard);
        left.addClassName("kw-col");
        var right = new Div(answerCard);
        right.addClassName("kw-col");
        var columns = new Div(left, right);
        columns.addClassNames("kw-route-split");
        add(new AlertHead(new AlertTabs(page, Tab.ROUTES, counts)), sentence, problem, columns);
        page.keys().bind(this, "/", "type labels", labels::focus);
        new Watching(page, this, () -> load(PageChange.TICK)).something(false);
        page.onChange(this, this::load);
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Alerts", "alerts"));
    }

    @Override
    public String heading() {
        return "Routes";
    }

    private void fields() {
        labels.setPlaceholder("severity=critical, service=quotes-api");
        labels.setClearButtonVisible(true);
        labels.setValueChangeMode(ValueChangeMode.LAZY);
        labels.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(LABELS, event.getValue());
            }
        });
        known.setItemLabelGenerator(alert -> alert.name() + (alert.rest().isEmpty() ? "" : " · " + alert.rest()));
        known.setClearButtonVisible(true);
        known.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(LABELS, event.getValue() == null ? null : LabelWords.write(event.getValue().labels()));
            }
        });
    }

    private void load(PageChange why) {
        if (!why.quiet()) {
            labels.setValue(page.parameter(LABELS, ""));
        }
        treeCard.load(why, () -> new Found(routing.current(), routing.problem(), alerts.read(), silences.all(), routed.groups()), found -> show(why, found));
    }

    private void show(PageChange why, Found found) {
        treeCard.describe(RoutingWords.source(found.setup, page));
        problem.setVisible(found.problem.isPresent());
        problem.removeAll();
        found.problem.ifPresent(one -> problem.add(Glyph.CRITICAL.decorative(), new Span("The newest edit is not in use, since "
                + new TimeFormat(page.zone()).near(one.since(), page.now()) + ": " + one.message() + ". What was in use before still is.")));
        Optional<Labels> asked = asked();
        if (!why.quiet()) {
            known.setItems(found.alerts);
            known.setValue(found.alerts.stream().filter(alert -> asked.filter(alert.labels()::equals).isPresent()).findFirst().orElse(null));
        }
        if (asked.isEmpty()) {
            int routes = found.setup.config().route().all().size();
            sentence.setText(found.setup.tellsNobody() ? "No route leads to anybody who can be told"
                    : Format.count(routes, "route") + " to " + Format.count(found.setup.config().receivers().size(), "receiver"));
            tree.show(found.setup.config().route(), Set.of());
            answer.nothing();
            return;
        }
        RouteAnswer given = RouteAnswer.of(found.setup.config(), asked.get(), found.alerts, found.silences, found.groups, page.now());
        sentence.setText(RouteAnswerPart.words(given));
        tree.show(found.setup.config().route(), given.hits().stream().map(hit -> hit.route().id()).collect(Collectors.toSet()));
        answer.show(given, found.setup.config(), found.silences);
    }

    /// What is typed, when it can be read; the field says what is wrong with it otherwise.
    private Optional<Labels> asked() {
        String typed = page.parameter(LABELS, "");
        labels.setInvalid(false);
        if (typed.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LabelWords.read(typed));
        } catch (MatcherSyntaxException | IllegalArgumentException wrong) {
            labels.setErrorMessage(String.valueOf(wrong.getMessage()));
            labels.setInvalid(true);
            return Optional.empty();
        }
    }
}
