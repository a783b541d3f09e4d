package io.keepwatch.ui.chart;

import io.keepwatch.ui.element.Glyph;
import java.time.Instant;

/// Something that happened: a mark across the chart or a glyph in a lane under it.
///
/// @param address where a click leads, empty for nowhere
public record ChartEvent(Instant at, Glyph glyph, String label, String address) {}
