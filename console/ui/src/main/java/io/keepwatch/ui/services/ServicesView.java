package io.keepwatch.ui.services;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.Health;
import io.keepwatch.ui.services.health.HealthReader;
import io.keepwatch.ui.services.health.Landscape;
import io.keepwatch.ui.services.health.State;
import io.keepwatch.ui.services.health.Windows;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Every service with every figure, worst first; those that stopped sending stand apart.
@Route("services")
@PageTitle("Services")
@Menu(title = "Services", icon = "svc", order = NavOrder.SERVICES)
@PermitAll
@StyleSheet("context://kw/kw-services.css")
final class ServicesView extends Main {

    private static final String FILTER = "filter";
    private static final String SORT = "sort";
    private static final int MOST_STALE = 6;

    private final PageContext page;
    private final HealthReader reader;
    private final TextField filter = new TextField();
    private final ServiceGrid grid;
    private final ServiceGrid staleGrid;
    private final DataCard card;
    private final DataCard staleCard;
    private final Span counts = new Span();
    private List<Health> services = List.of();
    private boolean restoring;

    ServicesView(PageContext page, HealthReader reader) {
        this.page = page;
        this.reader = reader;
        addClassNames("kw-page", "kw-fixed");
        setId("content");
        grid = new ServiceGrid(page, "Services", true);
        grid.setSizeFull();
        grid.setMultiSort(false);
        staleGrid = new ServiceGrid(page, "Services that stopped sending", true);
        staleGrid.setAllRowsVisible(true);
        buildFilter();
        card = new DataCard(page, "Services").flush().action(filter, new Anchor("map", "Map")).with(grid);
        card.addClassName("kw-fill");
        card.add(foot());
        staleCard = new DataCard(page, "Stopped sending").flush().with(staleGrid);
        staleCard.addClassName("kw-stale-card");
        staleCard.setVisible(false);
        add(card, staleCard);
        grid.addSortListener(event -> sorted(event.getSortOrder()));
        for (int number = 1; number <= 9; number++) {
            int row = number;
            page.keys().bind(this, String.valueOf(number), "open service " + number, () -> grid.open(row));
        }
        page.keys().bind(this, "/", "filter", filter::focus);
        page.onChange(this, this::read);
    }

    private void buildFilter() {
        filter.setPlaceholder("Filter by name or version");
        filter.setAriaLabel("Filter services by name or version");
        filter.setClearButtonVisible(true);
        filter.setValueChangeMode(ValueChangeMode.LAZY);
        filter.addClassName("kw-filter");
        filter.addValueChangeListener(event -> {
            if (!restoring) {
                page.note(FILTER, event.getValue());
                fill();
            }
        });
    }

    private Div foot() {
        counts.addClassName("kw-push");
        var foot = new Div(new KeyHint("service", "J", "K"), new KeyHint("open", "Enter"), new KeyHint("open the nth", "1", "9"),
                new KeyHint("filter", "/"), counts);
        foot.addClassName("kw-card-foot");
        return foot;
    }

    private void read(PageChange why) {
        if (why == PageChange.NAVIGATED) {
            restore();
        }
        Windows windows = Windows.of(page);
        card.describe(windows.live() ? "figures of the last " + Format.age(windows.recent().length()) + ", lines over the last "
                + Format.age(windows.range().length()) + ", worst first" : "in this time, worst first");
        card.load(why, () -> reader.landscape(windows), this::show);
    }

    private void restore() {
        restoring = true;
        filter.setValue(page.parameter(FILTER, ""));
        String[] sort = page.parameter(SORT, "").split("-", 2);
        var column = sort.length == 2 ? grid.getColumnByKey(sort[0]) : null;
        grid.sort(column == null ? List.of() : List.of(new GridSortOrder<>(column,
                sort[1].equals("desc") ? SortDirection.DESCENDING : SortDirection.ASCENDING)));
        restoring = false;
    }

    private void sorted(List<GridSortOrder<Health>> order) {
        if (!restoring) {
            page.note(SORT, order.isEmpty() ? null
                    : order.getFirst().getSorted().getKey() + (order.getFirst().getDirection() == SortDirection.DESCENDING ? "-desc" : "-asc"));
        }
    }

    private void show(Landscape landscape) {
        services = landscape.services();
        fill();
        if (services.isEmpty()) {
            card.empty(new EmptyState(KwIcon.SERVICES, "No service has sent spans in this time",
                    "Overview shows how to send OTLP. A range in the past shows the services of then.", new Anchor("/", "How to send")));
        }
    }

    private void fill() {
        String wanted = filter.getValue().strip().toLowerCase(Locale.ROOT);
        List<Health> matching = services.stream()
                .filter(health -> (health.name() + " " + health.range().version()).toLowerCase(Locale.ROOT).contains(wanted)).toList();
        List<Health> stale = matching.stream().filter(health -> health.state() == State.STALE).toList();
        grid.show(matching.stream().filter(health -> health.state() != State.STALE).toList());
        staleGrid.show(stale.stream().limit(MOST_STALE).toList());
        staleCard.setVisible(!stale.isEmpty());
        staleCard.describe("known from the last " + Format.age(Duration.ofDays(1)) + (stale.size() > MOST_STALE
                ? ", the first " + MOST_STALE + " of " + stale.size() : ""));
        counts.setText(wanted.isEmpty() ? Format.count(services.size(), "service")
                : Format.count(matching.size()) + " of " + Format.count(services.size(), "service"));
        if (matching.isEmpty() && !services.isEmpty()) {
            var clear = new Button("Remove the filter", event -> filter.clear());
            clear.addThemeName("small");
            card.empty(new EmptyState(KwIcon.FILTER, "No service matches", Format.count(services.size(), "service") + " without the filter.", clear));
        } else if (!matching.isEmpty()) {
            card.content();
        }
    }
}
