/// Owns charts over time: the element on uPlot, its data, its lanes of events and its table.
@NullMarked
package io.keepwatch.ui.chart;

import org.jspecify.annotations.NullMarked;
