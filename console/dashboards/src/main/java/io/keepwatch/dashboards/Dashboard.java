package io.keepwatch.dashboards;

import java.util.List;
import java.util.Optional;

/// One dashboard, as its file says.
///
/// @param slug    its address: the name of its file without the ending
/// @param changes whether versions that appeared are marked on its charts
/// @param yaml    the text it was read from; of a Grafana dashboard its translation
/// @param notes   what could not be carried over from Grafana, one line each
public record Dashboard(
        String slug,
        String title,
        String description,
        List<String> tags,
        Origin origin,
        List<Variable> variables,
        List<Annotation> annotations,
        boolean changes,
        List<Link> links,
        List<Row> rows,
        String yaml,
        List<String> notes) {

    /// The width of a dashboard; a panel takes some of its columns.
    public static final int COLUMNS = 12;

    /// Where it comes from.
    ///
    /// @param place    the file; of a shipped one its name in the jar
    /// @param uploaded stored by the console in the data directory, so the console may remove it
    public record Origin(String place, boolean shipped, boolean uploaded) {}

    /// A heading and the panels under it; they flow from left to right.
    ///
    /// @param title empty for none
    /// @param onlyWhen PromQL: the row is there only when this has a result; empty for always
    public record Row(String title, String onlyWhen, List<Panel> panels) {}

    /// @param url an address of the console (`services`) or of the web (`https://…`); `$variable` is filled in
    public record Link(String title, String url) {}

    /// Moments that are marked on every chart: the steps at which the query has a value that is not 0.
    ///
    /// @param text with `{{label}}`
    public record Annotation(String name, String query, String text) {}

    public List<Panel> panels() {
        return rows.stream().flatMap(row -> row.panels().stream()).toList();
    }

    public Optional<Panel> panel(String id) {
        return panels().stream().filter(panel -> panel.id().equals(id)).findFirst();
    }
}
