package io.keepwatch.ui.graph;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who calls whom, callers left of callees, the same picture for the same data. Nodes and arrows are links that the
/// keyboard reaches; `T` or the table button shows the calls as a table.
@Tag("kw-graph")
@JsModule("context://kw/kw-graph.js")
@StyleSheet("context://kw/kw-graph.css")
public final class ServiceGraph extends Component implements HasSize, HasStyle {

    private @Nullable Map<String, Object> data;

    /// @param name its accessible name: "Calls between services"
    public ServiceGraph(String name) {
        getElement().setAttribute("name", name);
    }

    /// A small picture without a toolbar, as in the call path of one service.
    public ServiceGraph compact() {
        getElement().setAttribute("compact", true);
        return this;
    }

    /// @param focus the node that is framed, or empty
    public void setGraph(List<GraphNode> nodes, List<GraphEdge> edges, String focus) {
        data = Map.of(
                "focus", focus,
                "nodes", nodes.stream().map(ServiceGraph::json).toList(),
                "edges", edges.stream().map(ServiceGraph::json).toList());
        if (isAttached()) {
            getElement().callJsFunction("setGraph", data);
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (data != null) {
            getElement().callJsFunction("setGraph", data);
        }
    }

    private static Map<String, Object> json(GraphNode node) {
        return Map.of("id", node.id(), "name", node.name(), "detail", node.detail(), "glyph", node.state().text(),
                "state", node.state().words(), "kind", node.kind().name().toLowerCase(Locale.ROOT), "address", node.address());
    }

    private static Map<String, Object> json(GraphEdge edge) {
        return Map.of("source", edge.source(), "target", edge.target(), "label", edge.label(), "detail", edge.detail(),
                "failing", edge.failing(), "weight", edge.weight(), "address", edge.address());
    }
}
