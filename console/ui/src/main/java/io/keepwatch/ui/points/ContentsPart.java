package io.keepwatch.ui.points;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.BackupContents;
import io.keepwatch.backup.Backups;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a point holds, read from its manifest: tables and rows, parts with their checksums, versions.
final class ContentsPart extends Div {

    private static final int MOST_TABLES = 200;

    private final PageContext page;
    private final Backups backups;
    private @Nullable String of;

    ContentsPart(PageContext page, Backups backups) {
        this.page = page;
        this.backups = backups;
        addClassName("kw-contents");
    }

    void show(Backup point) {
        if (point.id().equals(of)) {
            return; // a manifest never changes
        }
        of = null;
        removeAll();
        add(new Paragraph("Reading the manifest …"));
        page.read(this, "the manifest", () -> backups.contents(point.id()), contents -> {
            of = point.id();
            fill(contents);
        }, problem -> {
            removeAll();
            add(new Paragraph(Refusal.words(problem)));
        });
    }

    private void fill(BackupContents contents) {
        removeAll();
        add(new Paragraph(Format.count(contents.tables().size(), "table") + ", " + Format.count(contents.rows(), "row")
                + (contents.extensions().isEmpty() ? "" : ", extensions " + contents.extensions().entrySet().stream()
                        .map(extension -> extension.getKey() + " " + extension.getValue()).collect(Collectors.joining(", "))) + "."));
        contents.warnings().forEach(warning -> {
            var line = new Paragraph(warning);
            line.addClassName("kw-warn");
            add(line);
        });
        if (!contents.tables().isEmpty()) {
            add(tables(contents));
        }
        var facts = new KeyValues();
        contents.parts().forEach(part -> facts.copyable(part.name(), part.storedSha256()));
        contents.facts().forEach(facts::put);
        add(facts);
    }

    private static NativeTable tables(BackupContents contents) {
        var head = new NativeTableHeader();
        var titles = head.addRow();
        titles.addHeaderCell().setText("Table");
        titles.addHeaderCell().setText("Rows");
        var body = new NativeTableBody();
        contents.tables().stream().limit(MOST_TABLES).forEach(table -> {
            var row = body.addRow();
            var name = new Span(table.name());
            name.addClassName("kw-mono");
            row.addDataCell().add(name);
            row.addDataCell().setText(Format.count(table.rows()));
        });
        var table = new NativeTable();
        table.addClassName("kw-table");
        table.add(head, body);
        return table;
    }
}
