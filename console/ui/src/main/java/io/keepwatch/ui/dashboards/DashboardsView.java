package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboards;
import io.keepwatch.dashboards.Dashboards.Refused;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.StatusBadge;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;

/// Every dashboard, those that cannot be used with the reason, and the import from Grafana.
@Route("dashboards")
@PageTitle("Dashboards")
@Menu(title = "Dashboards", icon = "dash", order = NavOrder.DASHBOARDS)
@PermitAll
@StyleSheet("context://kw/kw-dashboards.css")
final class DashboardsView extends Main {

    static final String IMPORT = "import";
    private static final String SEARCH = "q";

    private final PageContext page;
    private final Dashboards dashboards;
    private final TextField search = new TextField();
    private final NativeButton importing;
    private final Div refused = new Div();
    private final Div cards = new Div();
    private final DataCard nothing;
    private final ImportCard grafana;
    private List<Object> shown = List.of();

    DashboardsView(PageContext page, Dashboards dashboards, CurrentActor actor, AuditLog audit) {
        this.page = page;
        this.dashboards = dashboards;
        search.setPlaceholder("Search dashboards");
        search.setAriaLabel("Search dashboards");
        search.setPrefixComponent(KwIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.note(SEARCH, event.getValue());
                show();
            }
        });
        importing = new NativeButton("Import from Grafana", event -> page.set(IMPORT, page.parameter(IMPORT).isPresent() ? null : "1"));
        importing.addClassNames("kw-small-button", "kw-push");
        grafana = new ImportCard(page, dashboards, actor, audit);
        nothing = new DataCard(page, "Dashboards").withoutHead();
        cards.addClassName("kw-dash-cards");
        refused.addClassName("kw-col");
        var top = new Div(search, importing);
        top.addClassName("kw-row");
        setId("content");
        addClassNames("kw-page", "kw-dash-list");
        add(top, grafana, refused, nothing, cards);
        page.keys().bind(this, "/", "search", search::focus);
        page.onChange(this, why -> {
            if (!why.quiet() && !page.parameter(SEARCH, "").equals(search.getValue())) {
                search.setValue(page.parameter(SEARCH, ""));
            }
            show();
        });
    }

    private void show() {
        boolean open = page.parameter(IMPORT).isPresent();
        grafana.setVisible(open);
        importing.getElement().setAttribute("aria-pressed", String.valueOf(open));
        String wanted = search.getValue().toLowerCase(Locale.ROOT).strip();
        List<Dashboard> found = dashboards.list().stream().filter(dashboard -> text(dashboard).contains(wanted)).toList();
        List<Object> now = List.of(found, dashboards.refused(), page.selection(), page.zone());
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        refused.removeAll();
        dashboards.refused().forEach(one -> refused.add(banner(one)));
        cards.removeAll();
        found.forEach(dashboard -> cards.add(card(dashboard)));
        nothing.getStyle().set("display", found.isEmpty() ? "" : "none");
        nothing.empty(new EmptyState(KwIcon.DASHBOARD, "No dashboard has these words", Format.count(dashboards.list().size(), "dashboard") + " without them."));
    }

    private static String text(Dashboard dashboard) {
        return (dashboard.title() + " " + dashboard.description() + " " + String.join(" ", dashboard.tags())).toLowerCase(Locale.ROOT);
    }

    private Anchor card(Dashboard dashboard) {
        var title = new H2(dashboard.title());
        var words = new Paragraph(dashboard.description());
        words.addClassName("kw-t2");
        var foot = new Div(new Span(Format.count(dashboard.panels().size(), "panel")));
        foot.addClassNames("kw-row", "kw-small", "kw-t3");
        dashboard.tags().forEach(tag -> foot.add(new StatusBadge(StatusBadge.Tone.NEUTRAL, tag)));
        var origin = new Span(dashboard.origin().shipped() ? "shipped" : dashboard.origin().uploaded() ? "imported" : "your file");
        origin.addClassName("kw-push");
        foot.add(origin);
        var card = new Anchor(page.link("dashboards/" + dashboard.slug()), title, words, foot);
        card.addClassNames("kw-card", "kw-plain", "kw-dash-card");
        return card;
    }

    private Div banner(Refused one) {
        var title = new Span((one.inUse() ? "A changed dashboard is not in use since " : "A dashboard cannot be used since ")
                + new TimeFormat(page.zone()).near(one.since(), page.now()));
        title.addClassName("kw-strong");
        var words = new Div(title, new Paragraph(one.place() + ": " + one.reason()
                + (one.inUse() ? ". What it was before is still shown." : "")));
        words.addClassName("kw-answer-words");
        var banner = new Div(Glyph.WARNING.decorative(), words);
        banner.addClassNames("kw-card", "warn", "kw-dash-refused");
        banner.getElement().setAttribute("role", "alert");
        return banner;
    }
}
