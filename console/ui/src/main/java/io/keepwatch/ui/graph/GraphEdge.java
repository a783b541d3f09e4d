package io.keepwatch.ui.graph;

/// Calls from one node to another.
///
/// @param label  beside the arrow: "38 /s"
/// @param detail in full, for the tooltip and the table: "38 calls/s, 4.1 % failed, p95 212 ms"
/// @param weight relative thickness from 0 to 1
public record GraphEdge(String source, String target, String label, String detail, boolean failing, double weight, String address) {}
