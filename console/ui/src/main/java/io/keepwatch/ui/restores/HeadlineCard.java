package io.keepwatch.ui.restores;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import org.jspecify.annotations.Nullable;

/// Says whether production is touched, and offers what can be done about it now.
final class HeadlineCard extends Div {

    private final Div glyph = new Div();
    private final H2 sentence = new H2();
    private final Paragraph detail = new Paragraph();
    private @Nullable Headline shown;

    HeadlineCard(Component... actions) {
        addClassNames("kw-card", "kw-answer");
        // polite: phases are read out as they change, percentages are not
        sentence.getElement().setAttribute("role", "status");
        sentence.addClassName("kw-sentence");
        glyph.addClassName("kw-answer-glyph");
        var words = new Div(sentence, detail);
        words.addClassName("kw-answer-words");
        var buttons = new Div(actions);
        buttons.addClassNames("kw-row", "kw-push");
        add(glyph, words, buttons);
    }

    void show(Headline words) {
        if (words.equals(shown)) {
            return;
        }
        shown = words;
        glyph.removeAll();
        Component shape = words.glyph().create();
        shape.getElement().setAttribute("size", "26");
        glyph.add(shape);
        sentence.setText(words.sentence());
        detail.setText(words.detail());
        setClassName("crit", words.tone().equals("crit"));
        setClassName("warn", words.tone().equals("warn"));
    }
}
