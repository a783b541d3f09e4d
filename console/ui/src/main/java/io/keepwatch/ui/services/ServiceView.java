package io.keepwatch.ui.services;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.ui.alerts.FiringCard;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.ChangeReader;
import io.keepwatch.ui.services.health.ErrorKindReader;
import io.keepwatch.ui.services.health.Health;
import io.keepwatch.ui.services.health.HealthReader;
import io.keepwatch.ui.services.health.Windows;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/// One service: is it this one, since when, which operation, what changed.
@Route("services/:service")
@PermitAll
@StyleSheet("context://kw/kw-services.css")
final class ServiceView extends Main implements BeforeEnterObserver, Trail {

    static final String TAB = "tab";
    private static final String SUMMARY = "summary";

    private final PageContext page;
    private final HealthReader health;
    private final ChangeReader changes;
    private final ServiceHeader header;
    private final Tabs tabs = new Tabs();
    private final Map<String, ServiceTab> parts = new LinkedHashMap<>();
    private final Map<String, Tab> handles = new LinkedHashMap<>();
    private final Map<String, Span> counts = new LinkedHashMap<>();
    private final Div body = new Div();
    private final @Nullable FiringCard firing;
    /// carries the states in which there is nothing else to show
    private final DataCard gate;
    private String service = "";
    private String open = "";
    private @Nullable ServiceFacts facts;
    private boolean restoring;

    ServiceView(PageContext page, ServiceReader services, HealthReader health, ChangeReader changes, ErrorKindReader kinds, TraceReader traces, LogReader logs,
            ObjectProvider<RuleGroups> rules) {
        this.page = page;
        this.health = health;
        this.changes = changes;
        addClassName("kw-page");
        setId("content");
        header = new ServiceHeader(page);
        gate = new DataCard(page, "Service").withoutHead();
        body.addClassNames("kw-service-body");
        tab(SUMMARY, "Summary", new SummaryTab(page, services, health, kinds));
        tab("operations", "Operations", ListTabs.operations(page, services));
        tab("errors", "Errors", ListTabs.errors(page, kinds));
        tab("neighbours", "Neighbours", ListTabs.neighbours(page));
        tab("versions", "Instances and versions", ListTabs.versions(page, changes, traces));
        tab("traces", "Traces", new TracesTab(page, traces));
        tab("logs", "Logs", new LogsTab(page, logs));
        tabs.addClassName("kw-service-tabs");
        tabs.addSelectedChangeListener(event -> {
            if (!restoring) {
                choose(name(event.getSelectedTab()));
            }
        });
        body.setVisible(false);
        firing = rules.stream().findFirst().map(present -> new FiringCard(page, present)).orElse(null);
        add(header);
        if (firing != null) {
            firing.card().setShown(false);
            add(firing.card());
        }
        add(tabs, body);
        page.keys().bind(this, "x", "traces of this service", () -> page.open(ServiceLinks.traces(page, ServiceLinks.of(service))));
        page.keys().bind(this, "l", "logs of this service", () -> page.open(ServiceLinks.logs(page, ServiceLinks.of(service))));
        page.onChange(this, this::read);
    }

    private void tab(String name, String title, ServiceTab part) {
        var count = new Span();
        count.addClassName("kw-count");
        counts.put(name, count);
        handles.put(name, new Tab(new Span(title), count));
        parts.put(name, part);
        tabs.add(handles.get(name));
        page.keys().bind(this, String.valueOf(parts.size()), title.toLowerCase(Locale.ROOT), () -> choose(name));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String wanted = event.getRouteParameters().get("service").orElse("");
        if (!wanted.equals(service)) {
            facts = null;
            body.setVisible(false);
            openGate();
        }
        service = wanted;
        header.name(service);
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Services", "services"));
    }

    @Override
    public String heading() {
        return service;
    }

    private void choose(String name) {
        page.set(TAB, name.equals(SUMMARY) ? null : name);
    }

    private String name(Tab tab) {
        return handles.entrySet().stream().filter(entry -> entry.getValue() == tab).map(Map.Entry::getKey).findFirst().orElse(SUMMARY);
    }

    private void read(PageChange why) {
        String wanted = page.parameter(TAB, SUMMARY);
        String name = parts.containsKey(wanted) ? wanted : SUMMARY;
        if (!name.equals(open)) {
            open(name);
        }
        header.name(service);
        Windows windows = Windows.of(page);
        String asked = service;
        gate.load(why, () -> facts(asked, windows), found -> show(why, found));
        if (firing != null) {
            firing.load(why, asked);
        }
    }

    private void open(String name) {
        open = name;
        restoring = true;
        tabs.setSelectedTab(handles.get(name));
        restoring = false;
        body.removeAll();
        body.add(parts.get(name).content());
        // a summary is as long as it is; a list takes the height that is left and scrolls itself
        setClassName("kw-fixed", !name.equals(SUMMARY));
        body.setClassName("kw-fill", !name.equals(SUMMARY));
    }

    private Optional<ServiceFacts> facts(String name, Windows windows) {
        return health.one(name, windows).map(found -> new ServiceFacts(found, windows,
                changes.changes(windows.range()).stream().filter(change -> change.service().equals(name)).toList(), edges(name, windows)));
    }

    private List<ServiceEdge> edges(String name, Windows windows) {
        return health.calls(windows).stream().filter(edge -> edge.source().equals(name) || edge.target().equals(name)).toList();
    }

    private void openGate() {
        if (gate.getParent().isEmpty()) {
            addComponentAtIndex(indexOf(body), gate);
        }
    }

    private void show(PageChange why, Optional<ServiceFacts> found) {
        facts = found.orElse(null);
        body.setVisible(found.isPresent());
        tabs.setVisible(found.isPresent());
        if (found.isPresent()) {
            remove(gate);
        } else {
            openGate();
            gate.empty(new EmptyState(KwIcon.SERVICES, "No spans of " + service,
                    "No service of this name sent spans in this time or in the day before its end.", new Anchor(page.link("services"), "All services")));
            return;
        }
        Health now = found.get().health();
        header.show(now);
        counts.get("neighbours").setText(String.valueOf(found.get().edges().size()));
        counts.get("versions").setText(found.get().changes().isEmpty() ? "" : found.get().changes().size() + " new");
        parts.get(open).load(why, found.get());
    }
}
