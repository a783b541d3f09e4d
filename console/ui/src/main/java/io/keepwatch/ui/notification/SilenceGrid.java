package io.keepwatch.ui.notification;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.ui.element.StableRows;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Silences as rows.
final class SilenceGrid extends Grid<SilenceGrid.Row> {

    /// @param mutes alerts of now
    record Row(Silence silence, Silence.State state, int mutes) {}

    private final PageContext page;
    private final StableRows<Row> rows = new StableRows<>(row -> row.silence().id());
    private List<Row> shown = List.of();

    SilenceGrid(PageContext page, Consumer<Silence> onChoose) {
        this.page = page;
        addThemeName("kw");
        addClassName("kw-alert-grid");
        setSizeFull();
        getElement().setAttribute("aria-label", "Silences");
        addColumn(LitRenderer.<Row>of("<span class=\"kw-alert-row\"><kw-glyph name=${item.glyph} role=\"img\" aria-label=${item.state}></kw-glyph>"
                        + "<span class=\"kw-two-lines\"><span class=\"kw-strong kw-ellipsis\" title=${item.comment}>${item.comment}</span>"
                        + "<span class=\"kw-t3 kw-mono kw-ellipsis\" title=${item.matchers}>${item.matchers}</span></span></span>")
                .withProperty("glyph", row -> SilenceWords.glyph(row.state()).text()).withProperty("state", row -> SilenceWords.state(row.state()))
                .withProperty("comment", row -> row.silence().comment().isBlank() ? "no comment" : row.silence().comment())
                .withProperty("matchers", row -> SilenceWords.matchers(row.silence()))).setHeader("Silence").setFlexGrow(1).setWidth("240px").setKey("silence");
        addColumn(row -> row.state() == Silence.State.EXPIRED ? "" : row.mutes() == 0 ? "none" : Format.count(row.mutes(), "alert"))
                .setHeader("Mutes now").setTextAlign(ColumnTextAlign.END).setWidth("96px").setFlexGrow(0).setKey("mutes");
        addColumn(row -> row.silence().createdBy()).setHeader("By").setWidth("110px").setFlexGrow(0).setKey("by");
        addColumn(LitRenderer.<Row>of("<span title=${item.full}>${item.countdown}</span>")
                .withProperty("countdown", row -> SilenceWords.countdown(row.silence(), page.now()))
                .withProperty("full", row -> SilenceWords.span(row.silence(), new TimeFormat(page.zone()), page.now())))
                .setHeader("Time").setTextAlign(ColumnTextAlign.END).setWidth("150px").setFlexGrow(0).setKey("time");
        setDataProvider(rows);
        setPartNameGenerator(_ -> "kw-two-lines");
        asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                onChoose.accept(event.getValue().silence());
            }
        });
    }

    void show(List<Row> now, Optional<String> chosen) {
        shown = now;
        rows.show(now);
        chosen.flatMap(rows::find).ifPresentOrElse(this::select, this::deselectAll);
    }

    /// The one before or behind the chosen one.
    Optional<Silence> step(Optional<String> chosen, int direction) {
        List<String> ids = shown.stream().map(row -> row.silence().id()).toList();
        int at = chosen.map(ids::indexOf).orElse(-1);
        return shown.isEmpty() ? Optional.empty() : Optional.of(shown.get(Math.clamp(at + direction, 0, shown.size() - 1)).silence());
    }

    static Row row(Silence silence, List<KnownAlerts.Known> alerts, Instant now) {
        return new Row(silence, silence.state(now), KnownAlerts.matching(alerts, silence.matchers()).size());
    }
}
