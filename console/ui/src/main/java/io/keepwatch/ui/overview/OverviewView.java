package io.keepwatch.ui.overview;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.backup.Plans;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.ui.alerts.FiringCard;
import io.keepwatch.ui.backups.RecoverySummary;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.ServiceGrid;
import io.keepwatch.ui.services.health.Answer;
import io.keepwatch.ui.services.health.Change;
import io.keepwatch.ui.services.health.ChangeReader;
import io.keepwatch.ui.services.health.ErrorKindReader;
import io.keepwatch.ui.services.health.HealthReader;
import io.keepwatch.ui.services.health.Landscape;
import io.keepwatch.ui.services.health.Windows;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/// What is broken, since when, what changed: in five seconds.
@Route("")
@PageTitle("Overview")
@Menu(title = "Overview", icon = "home", order = NavOrder.OVERVIEW)
@PermitAll
@StyleSheet("context://kw/kw-services.css")
@StyleSheet("context://kw/kw-vault.css")
final class OverviewView extends Main {

    /// more would push the chart off the first screen
    private static final int MOST_ROWS = 8;

    private final PageContext page;
    private final HealthReader health;
    private final ChangeReader changes;
    private final AnswerCard answer;
    private final SetupSteps setup;
    private final ServiceGrid grid;
    private final DataCard servicesCard;
    private final RequestsCard requests;
    private final SideCards side;
    private final @Nullable DemoCard demo;
    private final @Nullable RecoverySummary recovery;
    private final @Nullable FiringCard firing;
    private final Div parts;

    OverviewView(PageContext page, HealthReader health, ChangeReader changes, ServiceReader services, ErrorKindReader errors,
            OtlpAddress otlp, ConfigurationFile configuration, ObjectProvider<DemoSwitch> demoSwitch, ObjectProvider<Plans> plans,
            CurrentActor actor, ObjectProvider<RuleGroups> rules) {
        this.page = page;
        this.health = health;
        this.changes = changes;
        addClassNames("kw-page", "kw-overview");
        setId("content");
        answer = new AnswerCard(page);
        setup = new SetupSteps(otlp);
        grid = new ServiceGrid(page, "Services, worst first", false);
        grid.setAllRowsVisible(true);
        servicesCard = new DataCard(page, "Services").flush().action(new Anchor("services", "All services")).with(grid);
        requests = new RequestsCard(page, services);
        side = new SideCards(page, new SlowestOperations(services), errors);
        demo = demoSwitch.stream().findFirst().map(present -> new DemoCard(page, present, actor)).orElse(null);
        var left = new Div(servicesCard, requests.card());
        left.addClassName("kw-col");
        recovery = plans.stream().findFirst().map(present -> new RecoverySummary(page, present)).orElse(null);
        var right = new Div();
        right.addClassName("kw-col");
        if (recovery != null) {
            right.add(recovery.card());
        }
        firing = rules.stream().findFirst().map(present -> new FiringCard(page, present)).orElse(null);
        if (firing != null) {
            right.add(firing.card());
        }
        if (demo != null) {
            right.add(demo.card());
        }
        right.add(side.changes(), side.errors(), side.slowest());
        parts = new Div(left, right);
        parts.addClassNames("kw-split", "kw-fill");
        answer.setVisible(false);
        setup.setVisible(false);
        add(new ConfigurationBanner(page, configuration), answer, setup, parts);
        bindKeys();
        page.onChange(this, this::read);
    }

    private void bindKeys() {
        for (int number = 1; number <= 9; number++) {
            int row = number;
            page.keys().bind(this, String.valueOf(number), "open service " + number, () -> grid.open(row));
        }
    }

    private record Found(Landscape landscape, List<Change> changes) {}

    private void read(PageChange why) {
        Windows windows = Windows.of(page);
        servicesCard.describe(windows.live() ? "last " + Format.age(windows.recent().length()) + ", lines " + Format.age(windows.range().length())
                + ", worst first" : "in this time, worst first");
        servicesCard.load(why, () -> new Found(health.landscape(windows), changes.changes(windows.range())), found -> show(why, found));
        if (demo != null) {
            demo.load(why);
        }
        if (recovery != null) {
            recovery.load(why);
        }
        if (firing != null) {
            firing.load(why, "");
        }
    }

    private void show(PageChange why, Found found) {
        boolean empty = found.landscape.services().isEmpty();
        setup.setVisible(empty);
        parts.setVisible(!empty || demo != null);
        answer.setVisible(!empty);
        setClassName("kw-first-steps", empty);
        if (empty) {
            servicesCard.empty(new EmptyState(KwIcon.SERVICES, "No service yet", "The first spans make it appear here."));
            side.showChanges(List.of());
            return;
        }
        var times = new TimeFormat(page.zone());
        answer.show(Answer.of(found.landscape, found.changes, times, page.now()));
        grid.show(found.landscape.services().stream().limit(MOST_ROWS).toList());
        side.showChanges(found.changes);
        side.load(why, found.landscape);
        requests.load(why, found.landscape, found.changes);
    }
}
