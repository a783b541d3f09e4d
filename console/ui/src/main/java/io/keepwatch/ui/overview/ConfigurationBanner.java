package io.keepwatch.ui.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConfigurationProblem;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;

/// Says that the newest edit of `keepwatch.yaml` is not in use, and why.
final class ConfigurationBanner extends Div {

    private final PageContext page;
    private final ConfigurationFile file;
    private final Span title = new Span();
    private final Paragraph reason = new Paragraph();

    ConfigurationBanner(PageContext page, ConfigurationFile file) {
        this.page = page;
        this.file = file;
        addClassNames("kw-card", "warn", "kw-answer", "kw-banner");
        getElement().setAttribute("role", "alert");
        title.addClassName("kw-verdict");
        var words = new Div(title, reason);
        words.addClassName("kw-answer-words");
        add(Glyph.WARNING.decorative(), words);
        setVisible(false);
        page.onHeartbeat(this, now -> look());
        addAttachListener(event -> look());
    }

    void look() {
        file.problem().ifPresentOrElse(this::show, () -> setVisible(false));
    }

    private void show(ConfigurationProblem problem) {
        title.setText("The changed configuration is not in use since " + new TimeFormat(page.zone()).near(problem.since(), page.now()));
        reason.setText("Keepwatch goes on with the one before. " + problem.message());
        setVisible(true);
    }
}
