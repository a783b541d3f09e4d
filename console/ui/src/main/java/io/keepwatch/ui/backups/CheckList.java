package io.keepwatch.ui.backups;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.keepwatch.backup.Check;
import io.keepwatch.ui.element.Glyph;
import java.util.List;

/// What was looked at and found, with what to do about it.
public final class CheckList extends UnorderedList {

    public CheckList() {
        addClassName("kw-checks");
    }

    public void show(List<Check> checks) {
        removeAll();
        checks.forEach(check -> add(row(check)));
    }

    public static ListItem row(Check check) {
        var name = new Span(Protection.capital(check.name()));
        name.addClassName("kw-check-name");
        var found = new Span(check.message());
        found.addClassName("kw-t2");
        var line = new Div(glyph(check).create(), name, found);
        line.addClassName("kw-check-line");
        var row = new ListItem(line);
        row.addClassName(switch (check.status()) {
            case GREEN -> "ok";
            case AMBER -> "warn";
            case RED -> "crit";
        });
        if (check.fix() != null) {
            row.add(new Paragraph(check.fix()));
        }
        return row;
    }

    public static Glyph glyph(Check check) {
        return switch (check.status()) {
            case GREEN -> Glyph.GOOD;
            case AMBER -> Glyph.WARNING;
            case RED -> Glyph.CRITICAL;
        };
    }
}
