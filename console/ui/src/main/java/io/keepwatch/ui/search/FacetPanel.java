package io.keepwatch.ui.search;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.FacetValue;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.logs.Severity;
import io.keepwatch.ui.search.QueryEdit.Choice;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Fields with their values and counts. A click requires a value, a second one excludes it, a third releases it.
@Tag("kw-facets")
@JsModule("context://kw/kw-facets.js")
@JsModule("context://kw/kw-icons.js")
public final class FacetPanel extends Component implements HasStyle, HasSize {

    private final Map<String, String> titles;
    private final BiFunction<String, String, String> labels;
    private SearchQuery query = SearchQuery.ALL;
    private @Nullable ObjectNode shown;

    /// @param titles names of fields for people; a field without one shows its own name
    /// @param labels what a value of a field is called, from field and value
    public FacetPanel(Map<String, String> titles, BiFunction<String, String, String> labels) {
        this.titles = Map.copyOf(titles);
        this.labels = labels;
        getElement().setAttribute("role", "group").setAttribute("aria-label", "Filters");
    }

    /// @param further attribute keys that could be opened too
    public void show(SearchQuery under, List<Facet> facets, List<String> further) {
        query = under;
        shown = json(facets, further);
        if (isAttached()) {
            send(shown);
        }
    }

    /// Called with the query as the click changed it.
    public void onChoose(Consumer<SearchQuery> listener) {
        addListener(ChooseEvent.class, event -> listener.accept(switch (event.choice) {
            case REQUIRED -> QueryEdit.require(query, event.field, event.value);
            case EXCLUDED -> QueryEdit.exclude(query, event.field, event.value);
            case NONE -> QueryEdit.release(query, event.field, event.value);
        }));
    }

    /// Called with an attribute key whose values are wanted.
    public void onOpenField(Consumer<String> listener) {
        addListener(FieldEvent.class, event -> listener.accept(event.field));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (shown != null) {
            send(shown);
        }
    }

    private void send(ObjectNode data) {
        getElement().callJsFunction("show", data.get("facets"), data.get("fields"));
    }

    private ObjectNode json(List<Facet> facets, List<String> further) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode list = data.putArray("facets");
        for (Facet facet : facets) {
            ObjectNode node = list.addObject();
            node.put("field", facet.field()).put("title", titles.getOrDefault(facet.field(), facet.field()));
            ArrayNode values = node.putArray("values");
            ordered(facet).forEach(value -> values.addObject()
                    .put("value", value.value())
                    .put("label", labels.apply(facet.field(), value.value()))
                    .put("count", value.count())
                    .put("choice", QueryEdit.choice(query, facet.field(), value.value()).name()));
        }
        ArrayNode fields = data.putArray("fields");
        further.forEach(fields::add);
        return data;
    }

    /// Most frequent first, but severities worst first: their order means something.
    private static List<FacetValue> ordered(Facet facet) {
        if (!facet.field().equals("severity")) {
            return facet.values();
        }
        return facet.values().stream()
                .sorted(Comparator.comparing((FacetValue value) -> Severity.of(0, value.value())).reversed())
                .toList();
    }

    @DomEvent("kw-choose")
    public static final class ChooseEvent extends ComponentEvent<FacetPanel> {
        private final String field;
        private final String value;
        private final Choice choice;

        public ChooseEvent(FacetPanel source, boolean fromClient, @EventData("event.detail.field") String field,
                @EventData("event.detail.value") String value, @EventData("event.detail.choice") String choice) {
            super(source, fromClient);
            this.field = field;
            this.value = value;
            this.choice = Choice.valueOf(choice);
        }
    }

    @DomEvent("kw-field")
    public static final class FieldEvent extends ComponentEvent<FacetPanel> {
        private final String field;

        public FieldEvent(FacetPanel source, boolean fromClient, @EventData("event.detail.field") String field) {
            super(source, fromClient);
            this.field = field;
        }
    }
}
