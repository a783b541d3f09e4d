package io.keepwatch.ui.points;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Backups.RetentionVerdict;
import io.keepwatch.ui.backups.PointGrid;
import io.keepwatch.ui.backups.Where;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every moment one can go back to, and the chosen one in detail.
@Route("points")
@RouteAlias("points/:id")
@PageTitle("Recovery points")
@Menu(title = "Recovery points", icon = "point", order = NavOrder.RECOVERY_POINTS)
@PermitAll
@StyleSheet("context://kw/kw-services.css")
@StyleSheet("context://kw/kw-settings.css")
@StyleSheet("context://kw/kw-vault.css")
final class PointsView extends Main implements BeforeEnterObserver {

    static final String STATE = "state";

    private final PageContext page;
    private final Backups backups;
    private final CurrentActor actor;
    private final Select<String> plan = new Select<>();
    private final Map<PointFilter, NativeButton> filters = new EnumMap<>(PointFilter.class);
    private final Refusal refusal = new Refusal();
    private final PointGrid grid;
    private final DataCard card;
    private final PointDetail detail;
    private Optional<String> chosen = Optional.empty();
    private Optional<Backup> shown = Optional.empty();

    PointsView(PageContext page, Backups backups, CurrentActor actor) {
        this.page = page;
        this.backups = backups;
        this.actor = actor;
        boolean may = actor.get().role().includes(Role.OPERATOR);
        grid = new PointGrid(page, true, may, this::open, this::check);
        card = new DataCard(page, "Recovery points").flush().with(grid);
        card.addClassName("kw-fill");
        detail = new PointDetail(page, backups, actor, this::check, () -> load(PageChange.TICK));
        setId("content");
        addClassNames("kw-page", "kw-fixed");
        var left = new Div(card);
        left.addClassName("kw-col");
        var right = new Div(detail.card());
        right.addClassName("kw-col");
        var columns = new Div(left, right);
        columns.addClassNames("kw-settings-split", "kw-points-split", "kw-fill");
        add(choices(), refusal, columns);
        var watching = new Watching(page, this, () -> load(PageChange.TICK));
        watching.something(false);
        page.keys().bind(this, "v", "check the chosen point now", () -> shown.ifPresent(this::check));
        page.keys().bind(this, "r", "restore the chosen point", () -> shown.filter(Backup::isGood)
                .ifPresent(point -> page.open(Where.newRestore(page, point.id()))));
        page.onChange(this, why -> {
            if (!why.quiet()) {
                load(why);
            }
        });
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        chosen = event.getRouteParameters().get("id");
    }

    private Div choices() {
        plan.setLabel("Plan");
        plan.setEmptySelectionAllowed(true);
        plan.setEmptySelectionCaption("all plans");
        plan.setItemLabelGenerator(name -> name == null || name.isEmpty() ? "all plans" : name);
        plan.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(Where.PLAN, event.getValue());
            }
        });
        var seg = new Div();
        seg.addClassName("kw-seg");
        seg.getElement().setAttribute("role", "group").setAttribute("aria-label", "State");
        for (PointFilter filter : PointFilter.values()) {
            var button = new NativeButton(filter.words(), event -> page.set(STATE, filter.parameter()));
            filters.put(filter, button);
            seg.add(button);
        }
        var row = new Div(plan, seg);
        row.addClassName("kw-filters");
        return row;
    }

    private record Found(List<Backup> all, List<PointGrid.Row> rows) {}

    private void load(PageChange why) {
        PointFilter filter = PointFilter.of(page.parameter(STATE, ""));
        filters.forEach((one, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(one == filter)));
        Optional<String> onlyPlan = page.parameter(Where.PLAN);
        card.load(why, () -> read(onlyPlan, filter), found -> show(why, found));
    }

    private Found read(Optional<String> onlyPlan, PointFilter filter) {
        List<Backup> all = backups.list(null);
        Stream<String> plans = all.stream().map(Backup::plan).distinct().filter(name -> onlyPlan.isEmpty() || onlyPlan.get().equals(name));
        List<RetentionVerdict> verdicts = plans.flatMap(name -> backups.retentionPreview(name).stream()).toList();
        List<Backup> wanted = all.stream().filter(point -> onlyPlan.isEmpty() || point.plan().equals(onlyPlan.get())).filter(filter::takes).toList();
        return new Found(all, PointGrid.rows(wanted, verdicts));
    }

    private void show(PageChange why, Found found) {
        if (!why.quiet()) {
            plan.setItems(Stream.concat(found.all.stream().map(Backup::plan), page.parameter(Where.PLAN).stream()).distinct().sorted().toList());
            plan.setValue(page.parameter(Where.PLAN).orElse(null));
        }
        long bytes = found.rows.stream().mapToLong(row -> row.point().bytes()).sum();
        card.describe(Format.count(found.rows.size(), "point") + ", " + Format.bytes(bytes) + ", newest first");
        shown = chosen.flatMap(id -> found.all.stream().filter(point -> point.id().equals(id)).findFirst());
        if (found.rows.isEmpty()) {
            card.empty(found.all.isEmpty()
                    ? new EmptyState(KwIcon.POINT, "No recovery point yet", "The first backup makes one.", new Anchor(page.link("backups"), "Backups"))
                    : new EmptyState(KwIcon.POINT, "No point matches", Format.count(found.all.size(), "point") + " without this filter."));
        } else {
            grid.show(found.rows, chosen);
        }
        if (chosen.isPresent() && shown.isEmpty()) {
            detail.gone(chosen.get());
        } else {
            shown.ifPresentOrElse(point -> detail.show(point, verdict(found, point)), detail::nothing);
        }
    }

    private static Optional<RetentionVerdict> verdict(Found found, Backup point) {
        return found.rows.stream().filter(row -> row.point().id().equals(point.id())).findFirst().map(PointGrid.Row::verdict);
    }

    private void open(Backup point) {
        var parameters = new LinkedHashMap<String, String>();
        page.parameter(Where.PLAN).ifPresent(name -> parameters.put(Where.PLAN, name));
        page.parameter(STATE).ifPresent(state -> parameters.put(STATE, state));
        page.open(page.link("points/" + point.id(), parameters));
    }

    private void check(Backup point) {
        var who = actor.get();
        if (!who.role().includes(Role.OPERATOR)) {
            return;
        }
        page.act(() -> backups.verify(point.id(), who), _ -> {
            refusal.clear();
            Notification.show("The point of " + Where.moment(page, point) + " is being read again.");
            load(PageChange.TICK);
        }, refusal::say);
    }
}
