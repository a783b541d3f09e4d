package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.Route;
import io.keepwatch.alerting.backtest.History;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.prometheus.Queries;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.syntax.PromQlDuration;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A rule that does not exist yet: a query is tried out as an alert, and its YAML copied into a rule file.
@Route("alerts/draft")
@PermitAll
@StyleSheet("context://kw/kw-settings.css")
@StyleSheet("context://kw/kw-vault.css")
@StyleSheet("context://kw/kw-promql.css")
@StyleSheet("context://kw/kw-alerts.css")
@JsModule("context://kw/kw-chart.js") // asked for with the page: charts are made when their data arrives
final class DraftView extends Main implements Trail {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final PageContext page;
    private final H2 sentence = new H2();
    private final DraftForm form;
    private final BackTestCard backTest;

    DraftView(PageContext page, Queries queries, SeriesStore store, Clock clock) {
        this.page = page;
        History history = new QueriedHistory(queries);
        setId("content");
        addClassName("kw-page");
        sentence.addClassName("kw-sentence");
        form = new DraftForm(this::drafted);
        var formCard = new DataCard(page, "New rule").with(form);
        formCard.content();
        backTest = new BackTestCard(page, store, history, clock);
        var left = new Div(formCard);
        left.addClassName("kw-col");
        var right = new Div(backTest.card());
        right.addClassName("kw-col");
        var columns = new Div(left, right);
        columns.addClassName("kw-rule-split");
        add(sentence, columns);
        page.onChange(this, this::load);
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Alerts", "alerts"), new Crumb("Rules", "alerts/rules"));
    }

    @Override
    public String heading() {
        return "New rule";
    }

    private void drafted(Draft draft) {
        page.set(Map.of(RuleView.EXPR, draft.expr(), RuleView.FOR, PromQlDuration.format(draft.holdDuration().toMillis())));
    }

    private void load(PageChange why) {
        if (why.quiet()) {
            return;
        }
        String query = page.parameter(RuleView.EXPR, "");
        Draft base = Draft.ofQuery(query);
        Duration hold = page.parameter(RuleView.FOR).map(RuleView::duration).orElse(base.holdDuration());
        Draft draft = new Draft(base.base(), query, hold == null ? base.holdDuration() : hold);
        sentence.setText("What this query would have done as an alert");
        String problem = problem(query);
        form.show(draft);
        if (!problem.isEmpty()) {
            backTest.nothing(new EmptyState(KwIcon.CHART, "There is no query to try", problem));
            return;
        }
        var group = new RuleGroup("draft", "draft", INTERVAL, null, 0, new TreeMap<>(), List.of(), 1);
        backTest.load(why, new Replay.Setting(group, INTERVAL, Duration.ZERO), null, draft);
    }

    private static String problem(String query) {
        try {
            PromQlEngine.check(query, false);
            return "";
        } catch (PromQlException problem) {
            return query.isBlank() ? "Write one at the left, e.g. up == 0, and replay it; or make one of a query on the PromQL page." : String.valueOf(problem.getMessage());
        }
    }
}
