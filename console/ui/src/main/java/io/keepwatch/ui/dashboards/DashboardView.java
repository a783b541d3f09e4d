package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboards;
import io.keepwatch.dashboards.Variable;
import io.keepwatch.prometheus.Queries;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.ServiceCharts;
import io.keepwatch.ui.services.health.ChangeReader;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/// One dashboard: its variables, its rows of panels, or its YAML. Time range, variables and the panel that is shown alone stand in
/// the address.
@Route("dashboards/:slug")
@PermitAll
@StyleSheet("context://kw/kw-dashboards.css")
final class DashboardView extends Main implements BeforeEnterObserver, Trail, HasDynamicTitle {

    static final String PANEL = "panel";
    static final String YAML = "yaml";

    /// Of every chart, whatever its width: equal queries are one.
    private static final int POINTS = 240;
    /// How long what a variable offers is not looked for again while the page is live.
    private static final Duration OFFERED = Duration.ofMinutes(1);

    private final PageContext page;
    private final Dashboards dashboards;
    private final Queries queries;
    private final ChoiceReader choices;
    private final MarkReader marks;
    private final VariableBar variables;
    private final DashboardActions actions;
    private final Div head;
    private final PanelGrid grid;
    private final DataCard missing;
    private final YamlCard yaml;
    private String slug = "";
    private @Nullable Dashboard shown;
    private @Nullable List<Choice> offered;
    private Instant offeredAt = Instant.EPOCH;

    DashboardView(PageContext page, Dashboards dashboards, Queries queries, ObjectProvider<SeriesCatalog> catalog, ChangeReader changes,
            CurrentActor actor, AuditLog audit) {
        this.page = page;
        this.dashboards = dashboards;
        this.queries = queries;
        choices = new ChoiceReader(catalog::getObject);
        marks = new MarkReader(changes, found -> ServiceCharts.events(page, found));
        variables = new VariableBar(page);
        actions = new DashboardActions(page, dashboards, actor, audit);
        head = new Div(variables, actions);
        head.addClassName("kw-dash-head");
        grid = new PanelGrid(page);
        missing = new DataCard(page, "Dashboard").withoutHead();
        yaml = new YamlCard(page);
        setId("content");
        addClassNames("kw-page", "kw-dash");
        page.onChange(this, this::load);
        page.keys().bind(this, "f", "full screen, and back", actions::fullScreen);
        page.keys().bind(this, "c", "the dashboard's YAML, and back", () -> page.set(YAML, page.parameter(YAML).isPresent() ? null : "1"));
        page.keys().bind(this, "escape", "back to all panels", () -> page.set(PANEL, null));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        slug = event.getRouteParameters().get("slug").orElse("");
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Dashboards", "dashboards"));
    }

    @Override
    public String heading() {
        return dashboards.find(slug).map(Dashboard::title).orElse(slug);
    }

    @Override
    public String getPageTitle() {
        return heading();
    }

    private void load(PageChange why) {
        Optional<Dashboard> found = dashboards.find(slug);
        if (found.isEmpty()) {
            gone();
            return;
        }
        Dashboard dashboard = found.get();
        if (!dashboard.equals(shown)) {
            // opened, or its file was changed meanwhile
            shown = dashboard;
            offered = null;
            grid.build(dashboard);
            actions.show(dashboard);
        }
        if (page.parameter(YAML).isPresent()) {
            yaml.show(dashboard);
            put(head, yaml);
            return;
        }
        put(head, grid);
        ask(why, dashboard);
    }

    private void ask(PageChange why, Dashboard dashboard) {
        var round = new QueryRound(queries, page.range(), page.step(POINTS));
        // new values of a label are rare; a page that reads every two seconds need not look for them each time
        boolean known = why.quiet() && offered != null && page.now().isBefore(offeredAt.plus(OFFERED));
        var refresh = new Refresh(dashboard, parameters(dashboard), round, choices, known ? offered : null, marks);
        grid.load(why, refresh, page.parameter(PANEL).orElse(""));
        page.read(this, "variables", refresh::frame, frame -> {
            if (!known) {
                offered = frame.choices();
                offeredAt = page.now();
            }
            variables.show(frame.choices());
            actions.links(dashboard, frame.round().texts());
            grid.rows(frame.rows());
        }, problem -> { }); // every panel says it
        page.read(this, "annotations", refresh::marks, read -> actions.problems(read.problems()), problem -> { });
    }

    private Map<String, String> parameters(Dashboard dashboard) {
        var chosen = new HashMap<String, String>();
        for (Variable variable : dashboard.variables()) {
            page.parameter(Choice.parameter(variable)).ifPresent(text -> chosen.put(Choice.parameter(variable), text));
        }
        return chosen;
    }

    private void gone() {
        shown = null;
        put(missing);
        missing.empty(new EmptyState(KwIcon.DASHBOARD, "There is no dashboard " + slug, "Its file may have been removed or renamed.",
                new Anchor(page.link("dashboards"), "All dashboards")));
    }

    /// Nothing is taken off the page and put back: what is under the pointer and the focus stays.
    private void put(Component... parts) {
        if (!getChildren().toList().equals(List.of(parts))) {
            removeAll();
            add(parts);
        }
    }
}
