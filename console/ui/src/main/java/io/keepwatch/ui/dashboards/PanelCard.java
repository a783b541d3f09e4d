package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.markdown.Markdown;
import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One panel: its card, its menu, and its reading, which happens only while it is in sight. What goes wrong stays in it.
final class PanelCard {

    private final Panel panel;
    private final PanelPlace place;
    private final DataCard card;
    private final PanelMenu menu;
    private final @Nullable PanelBody body;
    private boolean seen;
    private @Nullable Refresh waiting;
    private PageChange why = PageChange.NAVIGATED;

    /// @param answered or why not, in words
    private record Outcome(Refresh.@Nullable Answered answered, String problem) {}

    PanelCard(PageContext page, Dashboard dashboard, Panel panel) {
        this.panel = panel;
        card = new DataCard(page, panel.title().isEmpty() ? "Text" : panel.title()).describe(beside(panel));
        card.addClassNames("kw-dash-panel", "kw-panel-" + panel.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (!panel.description().isEmpty()) {
            card.setTitle(panel.title());
            card.getElement().setAttribute("title", panel.description());
        }
        menu = new PanelMenu(page, dashboard, panel);
        body = panel.kind() == Panel.Kind.TEXT ? null : PanelBody.of(page, panel);
        card.with(body == null ? text(page) : body.component());
        if (body != null) {
            card.action(menu);
        }
        place = new PanelPlace(panel, card);
        place.onSight(this::sight);
    }

    PanelPlace place() {
        return place;
    }

    Panel panel() {
        return panel;
    }

    private Component text(PageContext page) {
        if (panel.title().isEmpty()) {
            card.withoutHead();
        }
        var text = new Markdown(panel.text());
        text.addClassName("kw-dash-text");
        text.getElement().setAttribute("tabindex", "0");
        return text;
    }

    /// Reads now, or when the panel comes into sight.
    void load(PageChange reason, Refresh refresh) {
        if (body == null) {
            card.content();
            return;
        }
        why = waiting == null || why.quiet() ? reason : why;
        waiting = refresh;
        if (seen) {
            read();
        }
    }

    private void sight(boolean inSight) {
        seen = inSight;
        if (seen && waiting != null) {
            read();
        }
    }

    private void read() {
        Refresh refresh = waiting;
        if (refresh == null) {
            return;
        }
        waiting = null;
        var question = refresh.question(panel);
        card.load(why, () -> {
            try {
                return new Outcome(question.call(), "");
            } catch (PromQlException e) {
                return new Outcome(null, String.valueOf(e.getMessage()));
            }
        }, outcome -> show(refresh, outcome));
    }

    private void show(Refresh refresh, Outcome outcome) {
        Refresh.Answered answered = outcome.answered;
        if (answered == null) {
            card.refuse("The query of this panel has no answer", outcome.problem, () -> load(PageChange.PARAMETERS, refresh));
        } else if (answered.answer().isEmpty()) {
            menu.show(answered.answer());
            card.empty(new EmptyState(KwIcon.CHART, "No value in this time", "No series answers the panel's query."));
        } else {
            menu.show(answered.answer());
            draw(answered);
        }
    }

    private void draw(Refresh.Answered answered) {
        if (body == null) {
            return;
        }
        String note = body.show(answered.answer(), answered.events());
        String warnings = String.join(" ", answered.answer().warnings());
        card.describe(!warnings.isEmpty() ? warnings : note.isEmpty() ? beside(panel) : note);
    }

    /// A small panel has room for a description below its title, not beside it.
    private static String beside(Panel panel) {
        return panel.kind() == Panel.Kind.STAT ? "" : panel.description();
    }
}
