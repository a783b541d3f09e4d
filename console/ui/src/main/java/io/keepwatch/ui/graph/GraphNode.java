package io.keepwatch.ui.graph;

import io.keepwatch.ui.element.Glyph;

/// @param id      unique in the graph
/// @param detail  the small line under the name: "48 req/s, 31 %"
/// @param kind    service, database, messaging or external: drawn with its own icon
/// @param address where a click leads, empty for nowhere
public record GraphNode(String id, String name, String detail, Glyph state, Kind kind, String address) {

    public enum Kind { SERVICE, DATABASE, MESSAGING, EXTERNAL }
}
