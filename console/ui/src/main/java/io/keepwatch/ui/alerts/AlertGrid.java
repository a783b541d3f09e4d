package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.ui.alerts.AlertItem.State;
import io.keepwatch.ui.element.StableRows;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The alerts as rows, in sections.
final class AlertGrid extends Grid<AlertRow> {

    private final PageContext page;
    private final StableRows<AlertRow> rows = new StableRows<>(AlertRow::id);
    private List<AlertRow> shown = List.of();

    AlertGrid(PageContext page, Consumer<AlertItem> onChoose, Consumer<AlertItem> onOpen) {
        this.page = page;
        addThemeName("kw");
        addClassName("kw-alert-grid");
        setSizeFull();
        getElement().setAttribute("aria-label", "Alerts");
        addColumn(LitRenderer.<AlertRow>of("<span class=${item.kind}><kw-glyph name=${item.glyph} role=\"img\" aria-label=${item.state}></kw-glyph>"
                        + "<span class=\"kw-two-lines\"><span class=\"kw-strong kw-ellipsis\">${item.name}</span>"
                        + "<span class=\"kw-t3 kw-small kw-ellipsis\" title=${item.sentence}>${item.sentence}</span></span>"
                        + "${item.silence ? html`<a class=\"kw-small kw-push\" href=${item.silence}>Silence all …</a>` : ''}</span>")
                .withProperty("silence", row -> row instanceof AlertRow.Section section && !section.common().isEmpty()
                        ? AlertLinks.silence(page, section.common()) : "")
                .withProperty("kind", row -> row instanceof AlertRow.Section ? "kw-alert-section" : "kw-alert-row")
                .withProperty("glyph", row -> of(row, alert -> alert.glyph().text()))
                .withProperty("state", row -> of(row, alert -> words(alert.state())))
                .withProperty("name", row -> row instanceof AlertRow.Section section ? section.title() : of(row, AlertItem::name))
                .withProperty("sentence", row -> row instanceof AlertRow.Section section ? section.detail() : of(row, AlertItem::sentence)))
                .setHeader("Alert").setFlexGrow(1).setWidth("260px").setKey("alert");
        addColumn(row -> row instanceof AlertRow.Item item && item.alert().state() != State.RESOLVED ? item.unit().text(item.alert().value()) : "")
                .setHeader("Value").setTextAlign(ColumnTextAlign.END).setWidth("104px").setFlexGrow(0).setKey("value");
        addColumn(LitRenderer.<AlertRow>of("<span title=${item.full}>${item.near}</span>")
                .withProperty("near", row -> of(row, alert -> times().near(alert.since(), page.now())))
                .withProperty("full", row -> of(row, alert -> times().full(alert.since()))))
                .setHeader("Since").setTextAlign(ColumnTextAlign.END).setWidth("104px").setFlexGrow(0).setKey("since");
        addColumn(LitRenderer.<AlertRow>of("<span class=\"kw-t2\">${item.length}</span>").withProperty("length", row -> of(row, this::length)))
                .setHeader("For").setTextAlign(ColumnTextAlign.END).setWidth("112px").setFlexGrow(0).setKey("length");
        setDataProvider(rows);
        asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient()) {
                chosen(event.getValue(), event.getOldValue(), onChoose);
            }
        });
        addItemDoubleClickListener(event -> {
            if (event.getItem() instanceof AlertRow.Item item) {
                onOpen.accept(item.alert());
            }
        });
        setPartNameGenerator(row -> row instanceof AlertRow.Section ? "kw-section" : "kw-two-lines");
    }

    private void chosen(AlertRow now, AlertRow before, Consumer<AlertItem> onChoose) {
        if (now instanceof AlertRow.Item item) {
            onChoose.accept(item.alert());
        } else if (before != null) {
            select(before); // a heading cannot be chosen
        } else {
            deselectAll();
        }
    }

    private static String of(AlertRow row, Function<AlertItem, String> words) {
        return row instanceof AlertRow.Item item ? words.apply(item.alert()) : "";
    }

    static String words(State state) {
        return switch (state) {
            case FIRING -> "fires";
            case NO_DATA -> "no data";
            case PENDING -> "pending";
            case RESOLVED -> "resolved";
        };
    }

    private String length(AlertItem alert) {
        Instant until = alert.until();
        return Format.age(Duration.between(alert.since(), until == null ? page.now() : until));
    }

    private TimeFormat times() {
        return new TimeFormat(page.zone());
    }

    void show(List<AlertRow> now, Optional<String> chosen) {
        shown = now;
        rows.show(now);
        chosen.flatMap(rows::find).ifPresentOrElse(this::select, this::deselectAll);
    }

    /// The alert before or behind the chosen one.
    Optional<AlertItem> step(Optional<String> chosen, int direction) {
        List<AlertItem> items = shown.stream().filter(AlertRow.Item.class::isInstance).map(row -> ((AlertRow.Item) row).alert()).toList();
        int at = chosen.map(key -> items.stream().map(AlertItem::key).toList().indexOf(key)).orElse(-1);
        int next = Math.clamp(at + direction, 0, Math.max(0, items.size() - 1));
        return items.isEmpty() ? Optional.empty() : Optional.of(items.get(next));
    }
}
