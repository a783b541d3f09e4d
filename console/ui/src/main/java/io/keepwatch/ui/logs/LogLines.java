package io.keepwatch.ui.logs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The lines in the browser. They live there; the server only knows which one is open and where the list ends.
@Tag("kw-log-lines")
@JsModule("context://kw/kw-log-lines.js")
@JsModule("context://kw/kw-icons.js")
final class LogLines extends Component implements HasSize, HasStyle {

    enum Act { TRACE, AROUND, REQUIRE, EXCLUDE }

    private @Nullable Component detail;

    LogLines() {
        getElement().setAttribute("label", "Log lines, newest first");
    }

    /// @param more whether older lines can be asked for, @param open key of the record that is open, or null
    void show(List<LogLine> lines, boolean more, @Nullable String open) {
        getElement().callJsFunction("show", json(lines), more, open == null ? "" : open);
    }

    /// The newest page again; ignored by the browser while the person reads further down or has a record open.
    void refresh(List<LogLine> lines, boolean more) {
        getElement().callJsFunction("refresh", json(lines), more);
    }

    /// Newer lines, newest first. What is being read does not move.
    void prepend(List<LogLine> lines) {
        getElement().callJsFunction("prepend", json(lines));
    }

    /// Older lines.
    void append(List<LogLine> lines, boolean more) {
        getElement().callJsFunction("append", json(lines), more);
    }

    /// Shows `content` under a line.
    void open(String key, Component content) {
        removeDetail();
        detail = content;
        content.getElement().setAttribute("slot", "detail");
        getElement().appendChild(content.getElement());
        getElement().callJsFunction("opened", key);
    }

    void close() {
        removeDetail();
        getElement().callJsFunction("opened", "");
    }

    /// Brings a line into the middle and keeps it marked.
    void mark(String key) {
        getElement().callJsFunction("mark", key);
    }

    void without(Set<String> columns) {
        getElement().setAttribute("without", String.join(" ", columns));
    }

    void dated(boolean dated) {
        getElement().setAttribute("dated", dated);
    }

    void act(Act act) {
        getElement().callJsFunction("act", act.name().toLowerCase(Locale.ROOT));
    }

    void onMore(Runnable listener) {
        addListener(MoreEvent.class, event -> listener.run());
    }

    /// Whether what arrives would be seen: the list is at its top and no record is open.
    void onTop(Consumer<Boolean> listener) {
        addListener(TopEvent.class, event -> listener.accept(event.top));
    }

    /// Called with the key of the line to open, or an empty text to close.
    void onOpen(Consumer<String> listener) {
        addListener(OpenEvent.class, event -> listener.accept(event.key));
    }

    void onAct(BiConsumer<String, Act> listener) {
        addListener(ActEvent.class, event -> listener.accept(event.key, event.act));
    }

    private void removeDetail() {
        if (detail != null) {
            detail.getElement().removeFromParent();
            detail = null;
        }
    }

    private static ArrayNode json(List<LogLine> lines) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (LogLine line : lines) {
            array.addObject().put("key", line.key()).put("time", line.time()).put("severity", line.severity())
                    .put("service", line.service()).put("body", line.body()).put("attributes", line.attributes());
        }
        return array;
    }

    // events are public because Flow makes them by reflection

    @DomEvent("kw-more")
    public static final class MoreEvent extends ComponentEvent<LogLines> {
        public MoreEvent(LogLines source, boolean fromClient) {
            super(source, fromClient);
        }
    }

    @DomEvent("kw-top")
    public static final class TopEvent extends ComponentEvent<LogLines> {
        private final boolean top;

        public TopEvent(LogLines source, boolean fromClient, @EventData("event.detail.top") boolean top) {
            super(source, fromClient);
            this.top = top;
        }
    }

    @DomEvent("kw-open")
    public static final class OpenEvent extends ComponentEvent<LogLines> {
        private final String key;

        public OpenEvent(LogLines source, boolean fromClient, @EventData("event.detail.key") String key) {
            super(source, fromClient);
            this.key = key;
        }
    }

    @DomEvent("kw-act")
    public static final class ActEvent extends ComponentEvent<LogLines> {
        private final String key;
        private final Act act;

        public ActEvent(LogLines source, boolean fromClient, @EventData("event.detail.key") String key,
                @EventData("event.detail.action") String action) {
            super(source, fromClient);
            this.key = key;
            this.act = Act.valueOf(action.toUpperCase(Locale.ROOT));
        }
    }
}
