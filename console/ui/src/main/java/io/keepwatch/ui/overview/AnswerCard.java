package io.keepwatch.ui.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.ServiceLinks;
import io.keepwatch.ui.services.health.Answer;
import io.keepwatch.ui.services.health.State;

/// The sentence the page opens with, and the way to what it speaks of.
final class AnswerCard extends Div {

    private final PageContext page;
    private final Div glyph = new Div();
    private final H2 sentence = new H2();
    private final Paragraph detail = new Paragraph();
    private final Div actions = new Div();
    private final Anchor open = new Anchor();
    private final Anchor traces = new Anchor();

    AnswerCard(PageContext page) {
        this.page = page;
        addClassNames("kw-card", "kw-answer");
        // polite: a page that is read aloud says it when it changes, and does not interrupt
        getElement().setAttribute("role", "status");
        glyph.addClassName("kw-answer-glyph");
        sentence.addClassName("kw-sentence");
        var words = new Div(sentence, detail);
        words.addClassName("kw-answer-words");
        open.addClassName("kw-primary-link");
        traces.addClassName("kw-second-link");
        traces.setText("Failed traces");
        actions.add(traces, open);
        actions.addClassNames("kw-row", "kw-push");
        add(glyph, words, actions);
    }

    void show(Answer answer) {
        glyph.removeAll();
        var shape = answer.tone().glyph().create();
        shape.getElement().setAttribute("size", "26");
        glyph.add(shape);
        if (!sentence.getText().equals(answer.sentence())) {
            sentence.setText(answer.sentence());
        }
        if (!detail.getText().equals(answer.detail())) {
            detail.setText(answer.detail());
        }
        setClassName("crit", answer.tone() == State.CRITICAL);
        setClassName("warn", answer.tone() == State.WARNING || answer.tone() == State.STALE);
        actions.setVisible(!answer.service().isEmpty());
        if (!answer.service().isEmpty()) {
            open.setHref(ServiceLinks.service(page, answer.service()));
            open.setText("Open " + answer.service());
            boolean failing = answer.tone() == State.CRITICAL;
            traces.setVisible(failing);
            traces.setHref(ServiceLinks.traces(page, ServiceLinks.of(answer.service())
                    .with(new FieldTerm("status", "error"))));
        }
    }
}
