package io.keepwatch.ui.notification;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.ui.alerts.DeliveryWords;
import io.keepwatch.ui.element.StableRows;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Messages as rows, the newest first.
final class DeliveryGrid extends Grid<Delivery> {

    private final PageContext page;
    private final StableRows<Delivery> rows = new StableRows<>(Delivery::id);
    private List<Delivery> shown = List.of();

    DeliveryGrid(PageContext page, Consumer<Delivery> onChoose) {
        this.page = page;
        addThemeName("kw");
        addClassName("kw-alert-grid");
        setSizeFull();
        getElement().setAttribute("aria-label", "Deliveries, newest first");
        addColumn(LitRenderer.<Delivery>of("<span title=${item.full}>${item.near}</span>")
                .withProperty("near", one -> times().near(one.createdAt(), page.now())).withProperty("full", one -> times().full(one.createdAt())))
                .setHeader("Written").setTextAlign(ColumnTextAlign.END).setWidth("104px").setFlexGrow(0).setKey("time");
        addColumn(LitRenderer.<Delivery>of("<span class=\"kw-two-lines\"><span class=\"kw-ellipsis\" title=${item.summary}>${item.summary}</span>"
                        + "<span class=\"kw-t3 kw-small kw-ellipsis\">${item.why}</span></span>")
                .withProperty("summary", Delivery::summary)
                .withProperty("why", one -> DeliveryWords.reason(one.reason()) + ": " + Format.count(one.firing().size()) + " firing, "
                        + Format.count(one.resolved().size()) + " resolved"))
                .setHeader("Message").setFlexGrow(2).setWidth("220px").setKey("message");
        addColumn(LitRenderer.<Delivery>of("<span class=\"kw-two-lines\"><span class=\"kw-ellipsis\">${item.receiver}</span>"
                        + "<span class=\"kw-t3 kw-small kw-ellipsis\" title=${item.destination}>${item.destination}</span></span>")
                .withProperty("receiver", Delivery::receiver).withProperty("destination", Delivery::destination))
                .setHeader("Told").setFlexGrow(1).setWidth("150px").setKey("told");
        addColumn(LitRenderer.<Delivery>of("<span class=\"kw-alert-row\"><kw-glyph name=${item.glyph} aria-hidden=\"true\"></kw-glyph><span class=\"kw-two-lines\">"
                        + "<span>${item.state}</span><span class=\"kw-t3 kw-small kw-ellipsis\" title=${item.outcome}>${item.outcome}</span></span></span>")
                .withProperty("glyph", one -> DeliveryWords.glyph(one).text()).withProperty("state", DeliveryWords::state)
                .withProperty("outcome", DeliveryWords::outcome)).setHeader("State").setFlexGrow(1).setWidth("170px").setKey("state");
        addColumn(one -> Format.count(one.attempts().size())).setHeader("Tries").setTextAlign(ColumnTextAlign.END).setWidth("64px").setFlexGrow(0)
                .setKey("tries");
        setDataProvider(rows);
        setPartNameGenerator(_ -> "kw-two-lines");
        asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                onChoose.accept(event.getValue());
            }
        });
    }

    private TimeFormat times() {
        return new TimeFormat(page.zone());
    }

    void show(List<Delivery> now, Optional<Long> chosen) {
        shown = now;
        rows.show(now);
        chosen.flatMap(rows::find).ifPresentOrElse(this::select, this::deselectAll);
    }

    /// The one above or below the chosen one.
    Optional<Delivery> step(Optional<Long> chosen, int direction) {
        int at = chosen.map(id -> shown.stream().map(Delivery::id).toList().indexOf(id)).orElse(-1);
        return shown.isEmpty() ? Optional.empty() : Optional.of(shown.get(Math.clamp(at + direction, 0, shown.size() - 1)));
    }
}
