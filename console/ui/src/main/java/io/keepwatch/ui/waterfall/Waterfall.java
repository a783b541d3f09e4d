package io.keepwatch.ui.waterfall;

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
import com.vaadin.flow.shared.Registration;
import io.keepwatch.ui.chart.Ink;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One trace as a tree on a time axis, with legend, mini-map and a table of the same rows. Only the visible rows are in
/// the page, so thousands of spans scroll. Keys while it has the focus: `↑ ↓` span, `← →` fold, `E` next error, `C`
/// critical path, `T` table.
@Tag("kw-waterfall")
@JsModule("context://kw/kw-waterfall.js")
@StyleSheet("context://kw/kw-waterfall.css")
public final class Waterfall extends Component implements HasSize, HasStyle {

    private @Nullable ObjectNode data;
    private List<String> services = List.of();
    private String selected = "";

    public void setTrace(TraceTree tree, CriticalPath path) {
        services = tree.services();
        data = new WaterfallJson(tree, path, services).json();
        if (isAttached()) {
            send();
        }
    }

    /// The colour a service has in this picture, for a detail beside it.
    public Ink ink(String service) {
        return Ink.service(services.indexOf(service));
    }

    /// Marks a span and brings it into view; an unknown or empty id marks none.
    public void select(String spanId) {
        selected = spanId;
        if (isAttached()) {
            getElement().callJsFunction("select", spanId);
        }
    }

    /// Called with the id of the span that the person chose.
    public Registration onSelect(Consumer<String> listener) {
        return addListener(SelectEvent.class, event -> {
            selected = event.spanId;
            listener.accept(event.spanId);
        });
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (data != null) {
            send();
        }
    }

    private void send() {
        getElement().callJsFunction("setTrace", data);
        getElement().callJsFunction("select", selected);
    }

    @DomEvent("kw-select")
    public static final class SelectEvent extends ComponentEvent<Waterfall> {
        private final String spanId;

        public SelectEvent(Waterfall source, boolean fromClient, @EventData("event.detail.id") String spanId) {
            super(source, fromClient);
            this.spanId = spanId;
        }
    }
}
