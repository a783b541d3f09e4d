package io.keepwatch.ui.element;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A short list in a card: a glyph, what it is, and what is to be said about it at the right. Values change in place,
/// so that the focus stays where it is.
public final class Lines extends Div {

    private final UnorderedList list = new UnorderedList();
    private final Paragraph none = new Paragraph();
    private final List<Row> rows = new ArrayList<>();

    /// @param address where it leads, empty for nowhere
    /// @param title   in full, for the pointer
    /// @param aside   at the right
    public record Line(Glyph glyph, String text, String address, String title, List<String> aside) {

        public Line(Glyph glyph, String text, String address, String title, String... aside) {
            this(glyph, text, address, title, List.of(aside));
        }
    }

    public Lines() {
        list.addClassName("kw-list");
        none.addClassNames("kw-t3", "kw-list-none");
        add(list, none);
    }

    /// @param otherwise what stands there when there is nothing to list
    public void show(List<Line> lines, String otherwise) {
        none.setText(otherwise);
        none.setVisible(lines.isEmpty());
        list.setVisible(!lines.isEmpty());
        while (rows.size() > lines.size()) {
            list.remove(rows.removeLast());
        }
        for (int i = 0; i < lines.size(); i++) {
            if (i == rows.size()) {
                rows.add(new Row());
                list.add(rows.get(i));
            }
            rows.get(i).show(lines.get(i));
        }
    }

    private static final class Row extends ListItem {

        private final Anchor link = new Anchor();
        private final Span name = new Span();
        private final List<Span> asides = new ArrayList<>();
        private @Nullable Line shown;

        void show(Line line) {
            if (line.equals(shown)) {
                return;
            }
            boolean same = shown != null && shown.glyph == line.glyph && shown.address.isEmpty() == line.address.isEmpty()
                    && shown.aside.size() == line.aside.size();
            shown = line;
            if (!same) {
                build(line);
            }
            name.setText(line.text);
            name.setTitle(line.title);
            if (!line.address.isEmpty()) {
                link.setHref(line.address);
            }
            for (int i = 0; i < asides.size(); i++) {
                asides.get(i).setText(line.aside.get(i));
            }
        }

        private void build(Line line) {
            removeAll();
            asides.clear();
            name.addClassName("kw-ellipsis");
            link.addClassNames("kw-plain", "kw-ellipsis");
            link.removeAll();
            add(line.glyph.create());
            if (line.address.isEmpty()) {
                add(name);
            } else {
                link.add(name);
                add(link);
            }
            for (String _ : line.aside) {
                var aside = new Span();
                aside.addClassName("kw-t2");
                asides.add(aside);
                add(aside);
            }
        }
    }
}
