package io.keepwatch.ui.search;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import io.keepwatch.telemetry.SearchSyntaxException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The search field: `/` focuses it, Enter runs it, completions open while typing, an error is underlined where it stands.
@Tag("kw-query-field")
@JsModule("context://kw/kw-query-field.js")
public final class QueryField extends Component implements HasStyle {

    private String value = "";
    private @Nullable SearchSyntaxException error;

    public QueryField(String label, String placeholder) {
        getElement().setAttribute("label", label).setAttribute("placeholder", placeholder);
    }

    public void setValue(String text) {
        value = text;
        if (isAttached()) {
            getElement().executeJs("this.value = $0", text);
        }
    }

    public String value() {
        return value;
    }

    /// @param problem null when the query can be read
    public void setError(@Nullable SearchSyntaxException problem) {
        error = problem;
        if (isAttached()) {
            sendError();
        }
    }

    /// Called with the text when the person runs it.
    public Registration onSubmit(Consumer<String> listener) {
        return addListener(SubmitEvent.class, event -> {
            value = event.value;
            listener.accept(event.value);
        });
    }

    public Registration onComplete(Consumer<CompleteEvent> listener) {
        return addListener(CompleteEvent.class, listener::accept);
    }

    /// Answers a [CompleteEvent]; an answer that is too late is dropped by the browser.
    void suggest(CompleteEvent asked, CompletionPoint point, List<Suggestion> suggestions) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (Suggestion suggestion : suggestions) {
            items.addObject().put("insert", suggestion.insert()).put("label", suggestion.label()).put("note", suggestion.note());
        }
        getElement().callJsFunction("suggest", asked.request, point.start(), point.end(), items);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        getElement().executeJs("this.value = $0", value);
        sendError();
    }

    private void sendError() {
        if (error == null) {
            getElement().callJsFunction("error", JsonNodeFactory.instance.nullNode());
            return;
        }
        ObjectNode what = JsonNodeFactory.instance.objectNode();
        what.put("position", error.position()).put("message", error.getMessage());
        getElement().callJsFunction("error", what);
    }

    @DomEvent("kw-submit")
    public static final class SubmitEvent extends ComponentEvent<QueryField> {
        private final String value;

        public SubmitEvent(QueryField source, boolean fromClient, @EventData("event.detail.value") String value) {
            super(source, fromClient);
            this.value = value;
        }
    }

    /// The person is typing.
    @DomEvent("kw-complete")
    public static final class CompleteEvent extends ComponentEvent<QueryField> {
        private final int request;
        private final String text;
        private final int cursor;

        public CompleteEvent(QueryField source, boolean fromClient, @EventData("event.detail.request") int request,
                @EventData("event.detail.text") String text, @EventData("event.detail.cursor") int cursor) {
            super(source, fromClient);
            this.request = request;
            this.text = text;
            this.cursor = cursor;
        }

        CompletionPoint point() {
            return CompletionPoint.at(text, cursor);
        }
    }
}
