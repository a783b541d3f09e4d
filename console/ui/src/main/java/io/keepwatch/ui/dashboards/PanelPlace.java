package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.keepwatch.dashboards.Panel;
import java.util.function.Consumer;

/// Where a panel stands in the grid. The browser tells when it comes into sight and when it leaves.
@Tag("kw-panel")
@JsModule("context://kw/kw-panel.js")
final class PanelPlace extends Component implements HasComponents, HasStyle {

    PanelPlace(Panel panel, Component content) {
        getStyle().set("--kw-width", String.valueOf(panel.width())).set("--kw-height", String.valueOf(panel.height()));
        getElement().setAttribute("data-panel", panel.id());
        add(content);
    }

    void onSight(Consumer<Boolean> listener) {
        addListener(SightEvent.class, event -> listener.accept(event.seen));
    }

    /// Public, because Flow makes it by reflection.
    @DomEvent("kw-sight")
    public static final class SightEvent extends ComponentEvent<PanelPlace> {
        private final boolean seen;

        public SightEvent(PanelPlace source, boolean fromClient, @EventData("event.detail.seen") boolean seen) {
            super(source, fromClient);
            this.seen = seen;
        }
    }
}
