package io.keepwatch.ui.chart;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A chart over time. Dragging selects a new range for the whole page, the cursor is shown in every chart of the page,
/// `T` or the table button shows the same data as a table with CSV. Its height is set by the style sheet of the card or
/// by [#setHeight].
@Tag("kw-chart")
@JsModule("context://kw/kw-chart.js")
@StyleSheet("context://kw/vendor/uplot/dist/uPlot.min.css")
@StyleSheet("context://kw/kw-chart.css")
public final class Chart extends Component implements HasSize, HasStyle {

    private @Nullable ChartData data;

    /// @param name what it shows, for its accessible name and the file name of its CSV: "Requests per second"
    public Chart(PageContext page, String name, Unit unit) {
        getElement().setAttribute("name", name).setAttribute("unit", unit.name().toLowerCase(Locale.ROOT));
        addListener(ZoomEvent.class, zoom -> page.select(TimeSelection.between(zoom.from, zoom.to)));
        page.onChange(this, change -> zone(page));
        addAttachListener(event -> zone(page));
    }

    private void zone(PageContext page) {
        getElement().setAttribute("zone", page.zone().getId().equals("Z") ? "UTC" : page.zone().getId());
    }

    public void setData(ChartData shown) {
        data = shown;
        if (isAttached()) {
            send(shown);
        }
    }

    /// The legend stands above the chart, at the right. Off by default: a card's title often says enough.
    public Chart legend() {
        getElement().setAttribute("legend", true);
        return this;
    }

    /// Only the plot: no axes, no cursor, for a small overview.
    public Chart bare() {
        getElement().setAttribute("bare", true);
        return this;
    }

    /// A horizontal dashed line: an objective, a limit.
    public Chart threshold(double value, String label) {
        getElement().setAttribute("threshold", String.valueOf(value)).setAttribute("threshold-label", label);
        return this;
    }

    /// The top of the axis, at least: 1 for a share, so that small noise looks small.
    public Chart atLeast(double top) {
        getElement().setAttribute("top", String.valueOf(top));
        return this;
    }

    /// A logarithmic axis; say so in the card's title line.
    public Chart logarithmic() {
        getElement().setAttribute("log", true);
        return this;
    }

    /// A choice in the menu of a clicked point; `{from}` and `{to}` in the address become the bucket's ends.
    public Chart pointLink(String label, String address) {
        String links = getElement().getAttribute("links");
        getElement().setAttribute("links", (links == null ? "" : links + "\n") + label + "\t" + address);
        return this;
    }

    /// Forgets the links of [#pointLink].
    public Chart clearPointLinks() {
        getElement().removeAttribute("links");
        return this;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (data != null) {
            send(data);
        }
    }

    private void send(ChartData shown) {
        getElement().callJsFunction("setData", ChartJson.of(shown));
    }

    /// A range was chosen by dragging.
    @DomEvent("kw-zoom")
    public static final class ZoomEvent extends ComponentEvent<Chart> {
        private final Instant from;
        private final Instant to;

        public ZoomEvent(Chart source, boolean fromClient,
                @EventData("event.detail.from") double from, @EventData("event.detail.to") double to) {
            super(source, fromClient);
            this.from = Instant.ofEpochMilli(Math.round(from * 1000));
            this.to = Instant.ofEpochMilli(Math.max(Math.round(to * 1000), Math.round(from * 1000) + 1000));
        }
    }
}
