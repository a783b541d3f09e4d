package io.keepwatch.dashboards;

import io.keepwatch.dashboards.Dashboard.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One picture of a dashboard.
///
/// @param id     unique in its dashboard and stable as long as the title is: stands in addresses
/// @param width  of twelve columns
/// @param height in steps of 40 pixels
/// @param text   Markdown, of a text panel; empty otherwise
public record Panel(
        String id, Kind kind, String title, String description, int width, int height, List<Query> queries, Look look, List<Link> links, String text) {

    public enum Kind {
        TIME_SERIES, STAT, TABLE, BAR_GAUGE, HEATMAP, TEXT;

        /// Whether it shows how values change, and not only where they stand at the end of the range.
        public boolean overTime() {
            return this == TIME_SERIES || this == STAT || this == HEATMAP;
        }
    }

    /// @param name   "A", "B" … when the file gives none; the heading of its column in a table
    /// @param legend with `{{label}}`; empty for the labels
    /// @param color  what its series mean
    public record Query(String name, String expr, String legend, Color color) {}

    public enum Color { AUTO, FAILURE, WARNING, P50, P95, P99, OTHER }

    public enum Shape { LINE, AREA, BARS }

    /// Which one of a series' values stands for it.
    public enum Reduce { LAST, MEAN, MAX, MIN, SUM }

    public enum Level { WARNING, CRITICAL }

    /// From `value` upwards, or downwards when `below`, it is worse than normal.
    public record Threshold(double value, boolean below, Level level) {
        public boolean crossed(double actual) {
            return below ? actual < value : actual >= value;
        }
    }

    /// How it is drawn.
    ///
    /// @param min, max of the axis or bar, null to follow the values
    /// @param hidden   columns that a table leaves out
    public record Look(
            Unit unit, Shape shape, boolean stacked, boolean logarithmic, boolean legend, Reduce reduce,
            @Nullable Double min, @Nullable Double max, List<Threshold> thresholds, List<String> hidden) {

        /// The worst one that is crossed, or null.
        public @Nullable Level level(double value) {
            Level worst = null;
            for (Threshold threshold : thresholds) {
                if (threshold.crossed(value) && (worst == null || threshold.level() == Level.CRITICAL)) {
                    worst = threshold.level();
                }
            }
            return worst;
        }
    }

    /// What the numbers are.
    public enum Unit {
        NONE, COUNT, PER_SECOND, SECONDS, MILLISECONDS, NANOSECONDS, RATIO, PERCENT, BYTES, BYTES_PER_SECOND, BITS_PER_SECOND
    }
}
