package io.keepwatch.ui.runbooks;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;

/// What to do about an alert: where the `runbook_url` of a shipped rule leads to.
@Route("runbooks/:alert")
@PermitAll
@StyleSheet("context://kw/kw-runbooks.css")
final class RunbookView extends Main implements BeforeEnterObserver, Trail, HasDynamicTitle {

    private final PageContext page;
    private final DataCard card;
    private final Markdown text = new Markdown();
    private String alert = "";

    RunbookView(PageContext page) {
        this.page = page;
        setId("content");
        addClassName("kw-page");
        text.addClassName("kw-runbook");
        card = new DataCard(page, "Runbook").withoutHead().with(text);
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        alert = event.getRouteParameters().get("alert").orElse("");
        Optional<String> runbook = Runbooks.of(alert);
        if (runbook.isPresent()) {
            text.setContent(runbook.get());
            card.content();
        } else {
            card.empty(new EmptyState(KwIcon.SEARCH, "There is no runbook for " + alert,
                    "Keepwatch has runbooks for the rules that come with it. The runbooks of your own rules are where their runbook_url says.",
                    new Anchor(page.link(""), "Overview")));
        }
    }

    @Override
    public List<Crumb> trail() {
        return List.of();
    }

    @Override
    public String heading() {
        return alert;
    }

    @Override
    public String getPageTitle() {
        return alert + ": runbook";
    }
}
