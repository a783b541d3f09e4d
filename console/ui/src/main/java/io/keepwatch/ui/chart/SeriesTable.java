package io.keepwatch.ui.chart;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.shared.Registration;
import java.util.Locale;

/// The legend of a chart as a table: each series with its colour and dash, its value at the cursor, least, greatest, mean, last.
/// The browser fills it from the chart's own data.
@Tag("kw-series-table")
@JsModule("context://kw/kw-series-table.js")
@StyleSheet("context://kw/kw-series-table.css")
public final class SeriesTable extends Component implements HasStyle {

    public SeriesTable(Chart chart) {
        addAttachListener(event -> getElement().callJsFunction("follow", chart.getElement()));
    }

    /// @param label what the names of the series are: "http_route"
    public void show(String label, Unit unit, String only) {
        getElement().setAttribute("label", label).setAttribute("unit", unit.name().toLowerCase(Locale.ROOT)).setAttribute("only", only);
    }

    public Registration onChoose(ComponentEventListener<ChooseEvent> listener) {
        return addListener(ChooseEvent.class, listener);
    }

    /// A series was clicked, to be shown alone or with the others again. Public, because Flow makes it by reflection.
    @DomEvent("kw-choose")
    public static final class ChooseEvent extends ComponentEvent<SeriesTable> {
        private final String name;

        public ChooseEvent(SeriesTable source, boolean fromClient, @EventData("event.detail.name") String name) {
            super(source, fromClient);
            this.name = name;
        }

        public String name() {
            return name;
        }
    }
}
