package io.keepwatch.ui.settings;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import io.keepwatch.settings.Settings;
import io.keepwatch.telemetry.StoreReader;
import io.keepwatch.telemetry.StoreReader.StoreStatus;
import io.keepwatch.telemetry.StoreReader.TableStatus;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.StatusBadge;
import io.keepwatch.ui.element.StatusBadge.Tone;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;

/// ClickHouse: its version, its tables, the room on its disk.
final class StoreCard {

    private final StoreReader store;
    private final Settings settings;
    private final Grid<TableStatus> grid = new Grid<>();
    private final Span disk = new Span();
    private final Span bar = new Span();
    private final Span used = new Span();
    private final Div state = new Div();
    private final DataCard card;

    StoreCard(PageContext page, StoreReader store, Settings settings) {
        this.store = store;
        this.settings = settings;
        grid.addThemeName("kw");
        grid.setAllRowsVisible(true);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", "Tables");
        grid.addColumn(LitRenderer.<TableStatus>of("<span class=\"kw-mono\">${item.table}</span>").withProperty("table", TableStatus::table))
                .setHeader("Table").setFlexGrow(3).setKey("table");
        number("Rows", table -> Format.count(table.rows()));
        number("On disk", table -> Format.bytes(table.bytesOnDisk()));
        number("Before compression", table -> Format.bytes(table.rawBytes()));
        number("Ratio", StoreCard::ratio);
        number("Parts", table -> Format.count(table.parts()));
        bar.addClassName("kw-bar");
        bar.add(used);
        used.addClassName("kw-bar-fill");
        var diskLine = new Div(disk, bar);
        diskLine.addClassName("kw-disk");
        card = new DataCard(page, "ClickHouse").action(state).flush().with(diskLine, grid);
    }

    DataCard card() {
        return card;
    }

    void load(PageChange why) {
        card.load(why, store::status, this::show);
    }

    private void show(StoreStatus status) {
        card.describe((settings.clickhouse().embedded() ? "embedded, " : "at " + settings.clickhouse().url() + ", ") + "version " + status.version());
        state.removeAll();
        state.add(new StatusBadge(Tone.GOOD, "answers"));
        grid.setItems(status.tables());
        boolean known = status.diskTotalBytes() > 0;
        disk.setText(known
                ? Format.bytes(status.diskFreeBytes()) + " of " + Format.bytes(status.diskTotalBytes()) + " free on its disk"
                : "ClickHouse does not tell how much room its disk has");
        bar.setVisible(known);
        if (known) {
            double share = 1 - (double) status.diskFreeBytes() / status.diskTotalBytes();
            used.getStyle().setWidth(Math.round(share * 1000) / 10.0 + "%");
        }
        bar.removeClassNames("warn", "crit");
        disk.removeClassNames("kw-warn", "kw-crit");
        switch (DiskState.of(status)) {
            case SCARCE -> tone("warn");
            case NEARLY_FULL -> tone("crit");
            case ENOUGH -> { }
        }
    }

    private void tone(String name) {
        bar.addClassName(name);
        disk.addClassName("kw-" + name);
    }

    static String ratio(TableStatus table) {
        return table.bytesOnDisk() == 0 ? Format.NONE : Format.number((double) table.rawBytes() / table.bytesOnDisk()) + " : 1";
    }

    private void number(String header, ValueProvider<TableStatus, String> text) {
        grid.addColumn(text).setHeader(header).setTextAlign(ColumnTextAlign.END).setAutoWidth(true).setFlexGrow(1).setKey(header);
    }
}
