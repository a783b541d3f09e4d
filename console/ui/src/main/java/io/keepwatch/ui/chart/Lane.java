package io.keepwatch.ui.chart;

import java.util.List;

/// One row of events under a chart, on the chart's own time axis.
public record Lane(String name, List<ChartEvent> events) {}
