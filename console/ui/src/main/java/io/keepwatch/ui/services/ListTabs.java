package io.keepwatch.ui.services;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.Lines;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.element.Lines.Line;
import io.keepwatch.ui.services.OperationGrid.Operation;
import io.keepwatch.ui.services.health.Change;
import io.keepwatch.ui.services.health.ChangeReader;
import io.keepwatch.ui.services.health.ErrorKindReader;
import java.time.Duration;
import java.util.List;

/// The tabs of a service that are one list each.
final class ListTabs {

    private static final int MOST_KINDS = 20;
    private static final int MOST_INSTANCES = 30;
    private static final Duration VERSIONS = Duration.ofDays(30);

    private ListTabs() {}

    /// Every operation, also calls to others and work inside.
    static ServiceTab operations(PageContext page, ServiceReader services) {
        var grid = new OperationGrid(page, true);
        grid.setSizeFull();
        var card = new DataCard(page, "Operations").flush().with(grid);
        card.addClassName("kw-fill");
        return tab(card, (why, facts) -> {
            card.describe("in this time: what others call first, then what it calls and does itself");
            card.load(why, () -> services.operations(facts.name(), facts.windows().range()), found -> {
                grid.show(facts.name(), found.stream().map(summary -> new Operation(summary, List.of())).toList());
                if (found.isEmpty()) {
                    card.empty(new EmptyState(KwIcon.SERVICES, "No spans in this time", "Choose a range in which it sent some."));
                }
            });
        });
    }

    static ServiceTab errors(PageContext page, ErrorKindReader kinds) {
        var card = new ErrorKindCard(page, kinds, MOST_KINDS);
        return tab(card.card(), (why, facts) -> card.load(why, facts.name(), facts.windows()));
    }

    static ServiceTab neighbours(PageContext page) {
        var grid = new NeighbourGrid(page);
        grid.setSizeFull();
        var map = new Anchor("map", "Open map");
        var card = new DataCard(page, "Neighbours").describe("callers and callees, busiest first").flush().action(map).with(grid);
        card.addClassName("kw-fill");
        return tab(card, (why, facts) -> {
            map.setHref(page.link("map"));
            grid.show(facts.name(), facts.edges());
            if (facts.edges().isEmpty()) {
                card.empty(new EmptyState(KwIcon.MAP, "No calls seen", "Nobody calls it by a traced call, and it calls nobody."));
            } else {
                card.content();
            }
        });
    }

    /// Which versions ran, and which instances send spans.
    static ServiceTab versions(PageContext page, ChangeReader changes, TraceReader traces) {
        var versionLines = new Lines();
        var versions = new DataCard(page, "Versions").describe("first seen in the last 30 d, newest first").flush().with(versionLines);
        var instanceLines = new Lines();
        var instances = new DataCard(page, "Instances").describe("by spans in this time").flush().with(instanceLines);
        var both = new Div(versions, instances);
        both.addClassName("kw-cols");
        both.getStyle().set("align-items", "start");
        return tab(both, (why, facts) -> {
            TimeRange range = facts.windows().range();
            var month = new TimeRange(range.to().minus(VERSIONS), range.to());
            versions.load(why, () -> changes.changes(month).reversed().stream().filter(change -> change.service().equals(facts.name())).toList(),
                    found -> versionLines.show(found.stream().map(change -> version(page, change)).toList(),
                            "It sends no service.version, so releases cannot be told apart."));
            instances.load(why, () -> traces.facets(range, ServiceLinks.of(facts.name()),
                            List.of("service.instance.id", "k8s.pod.name", "host.name"), MOST_INSTANCES),
                    found -> instanceLines.show(instances(page, facts.name(), found),
                            "Its spans name no service.instance.id, k8s.pod.name or host.name in this time."));
        });
    }

    private static Line version(PageContext page, Change change) {
        var times = new TimeFormat(page.zone());
        return new Line(Glyph.DEPLOY, change.version(), ServiceLinks.traces(page, ServiceLinks.of(change.service())
                        .with(new FieldTerm("service.version", change.version()))),
                times.full(change.at()), change.previous().isEmpty() ? "first seen" : "before: " + change.previous(), times.near(change.at(), page.now()));
    }

    /// By the best name they give themselves.
    private static List<Line> instances(PageContext page, String service, List<Facet> facets) {
        return facets.stream().filter(facet -> !facet.values().isEmpty()).findFirst()
                .map(facet -> facet.values().stream().map(value -> new Line(Glyph.GOOD, value.value(),
                        ServiceLinks.traces(page, ServiceLinks.of(service).with(new FieldTerm(facet.field(), value.value()))),
                        facet.field() + " " + value.value(), Format.count(value.count(), "span"))).toList())
                .orElse(List.of());
    }

    private interface Loading {
        void load(PageChange why, ServiceFacts facts);
    }

    private static ServiceTab tab(Component content, Loading loading) {
        content.addClassName("kw-fill");
        return new ServiceTab() {
            @Override
            public Component content() {
                return content;
            }

            @Override
            public void load(PageChange why, ServiceFacts facts) {
                loading.load(why, facts);
            }
        };
    }
}
