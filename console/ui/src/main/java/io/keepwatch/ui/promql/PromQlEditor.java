package io.keepwatch.ui.promql;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.keepwatch.promql.PromQlSyntaxException;
import io.keepwatch.promql.reading.PlainReading;
import io.keepwatch.ui.promql.Completions.Suggestion;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The field for one query: words in colour, an error underlined where it stands, completion, earlier queries with Alt and the arrows,
/// Ctrl or Shift with Enter to run.
@Tag("kw-promql-editor")
@JsModule("context://kw/kw-promql-editor.js")
public final class PromQlEditor extends Component {

    private String value = "";
    private Runnable typed = () -> {};

    public PromQlEditor(String label) {
        getElement().setAttribute("label", label);
        // always up to date here, so that every query of the page runs with the text that is seen
        addListener(TypedEvent.class, event -> {
            value = event.text;
            typed.run();
        });
        addListener(CheckEvent.class, _ -> check(false));
    }

    public String value() {
        return value;
    }

    public void setValue(String text) {
        value = text;
        if (isAttached()) {
            getElement().executeJs("this.value = $0", text);
            check(false);
        }
    }

    /// Tells whether the query can be read: what it means, or what is wrong and where.
    ///
    /// @param ran who runs a query wants to know of an end that is missing; who types does not
    public void check(boolean ran) {
        if (!isAttached()) {
            return;
        }
        ObjectNode what = JsonNodeFactory.instance.objectNode().put("text", value).put("ran", ran);
        try {
            what.put("reading", value.isBlank() ? "" : PlainReading.of(value));
        } catch (PromQlSyntaxException e) {
            what.put("message", e.getMessage()).put("problem", e.problem()).put("from", e.position().start()).put("to", e.position().end());
        }
        getElement().callJsFunction("judge", what);
    }

    void onTyped(Runnable listener) {
        typed = listener;
    }

    public void onRun(Runnable listener) {
        addListener(RunEvent.class, _ -> listener.run());
    }

    void onComplete(Consumer<CompleteEvent> listener) {
        addListener(CompleteEvent.class, listener::accept);
    }

    /// Answers a [CompleteEvent]; an answer that is too late is dropped by the browser.
    void suggest(CompleteEvent asked, CompletionPlace place, List<Suggestion> suggestions) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        suggestions.forEach(suggestion -> items.addObject().put("label", suggestion.text())
                .put("insert", suggestion.text()).put("note", suggestion.note()));
        getElement().callJsFunction("suggest", asked.request, place.start(), place.end(), items);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        getElement().executeJs("this.value = $0", value);
        check(false);
    }

    @DomEvent("kw-typed")
    public static final class TypedEvent extends ComponentEvent<PromQlEditor> {
        private final String text;

        public TypedEvent(PromQlEditor source, boolean fromClient, @EventData("event.detail.text") String text) {
            super(source, fromClient);
            this.text = text;
        }
    }

    /// The person has stopped typing for a moment.
    @DomEvent("kw-check")
    public static final class CheckEvent extends ComponentEvent<PromQlEditor> {
        public CheckEvent(PromQlEditor source, boolean fromClient) {
            super(source, fromClient);
        }
    }

    @DomEvent("kw-run")
    public static final class RunEvent extends ComponentEvent<PromQlEditor> {
        public RunEvent(PromQlEditor source, boolean fromClient) {
            super(source, fromClient);
        }
    }

    @DomEvent("kw-complete")
    public static final class CompleteEvent extends ComponentEvent<PromQlEditor> {
        private final int request;
        private final String text;
        private final int cursor;
        private final boolean wanted;

        /// @param wanted the person asked for it by its keys
        public CompleteEvent(PromQlEditor source, boolean fromClient, @EventData("event.detail.request") int request,
                @EventData("event.detail.text") String text, @EventData("event.detail.cursor") int cursor,
                @EventData("event.detail.wanted") boolean wanted) {
            super(source, fromClient);
            this.request = request;
            this.text = text;
            this.cursor = cursor;
            this.wanted = wanted;
        }

        CompletionPlace place() {
            CompletionPlace place = CompletionPlace.at(text, cursor);
            return wanted || !place.open() ? place : place.without();
        }
    }
}
