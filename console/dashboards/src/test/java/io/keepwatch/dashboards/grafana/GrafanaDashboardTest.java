package io.keepwatch.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Origin;
import io.keepwatch.dashboards.DashboardException;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.Panel.Kind;
import io.keepwatch.dashboards.Panel.Level;
import io.keepwatch.dashboards.Panel.Threshold;
import io.keepwatch.dashboards.Panel.Unit;
import io.keepwatch.dashboards.Variable;
import io.keepwatch.dashboards.file.DashboardYaml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrafanaDashboardTest {

    /// Written by hand in the form in which Grafana 11 exports.
    private static final String NODE = """
            {"title": "Node", "tags": ["linux"], "schemaVersion": 39,
             "templating": {"list": [
               {"type": "datasource", "name": "datasource", "query": "prometheus"},
               {"type": "query", "name": "job", "label": "Job", "query": {"query": "label_values(node_uname_info, job)"}},
               {"type": "query", "name": "node", "definition": "label_values(node_uname_info{job=\\"$job\\"}, instance)", "multi": true, "includeAll": true},
               {"type": "custom", "name": "disks", "query": "sd[a-z]+,nvme.+"},
               {"type": "interval", "name": "every", "query": "1m,5m", "auto": true},
               {"type": "adhoc", "name": "filters"}]},
             "annotations": {"list": [{"builtIn": 1, "name": "Annotations & Alerts"},
               {"name": "Reboots", "expr": "changes(node_boot_time_seconds[5m]) > 0", "titleFormat": "{{instance}}"}]},
             "panels": [
               {"type": "timeseries", "title": "CPU", "gridPos": {"x": 0, "y": 1, "w": 12, "h": 8},
                "targets": [{"refId": "A", "expr": "avg by (mode) (rate(node_cpu_seconds_total{instance=~\\"$node\\"}[$__rate_interval])) * 100", "legendFormat": "{{mode}}"},
                            {"refId": "B", "expr": "sum(rate(", "legendFormat": "__auto"},
                            {"refId": "C", "target": "a.graphite.query"}],
                "fieldConfig": {"defaults": {"unit": "percent", "min": 0, "max": 100, "custom": {"stacking": {"mode": "normal"}, "fillOpacity": 40},
                  "thresholds": {"mode": "absolute", "steps": [{"color": "green", "value": null}, {"color": "orange", "value": 70}, {"color": "red", "value": 90}]}},
                  "overrides": [{"matcher": {}}]}},
               {"type": "stat", "title": "Disk left", "gridPos": {"x": 12, "y": 1, "w": 4, "h": 4},
                "targets": [{"refId": "A", "expr": "min(node_filesystem_avail_bytes{device=~\\"$disks\\"})"}],
                "options": {"reduceOptions": {"calcs": ["mean"]}},
                "fieldConfig": {"defaults": {"unit": "bytes", "thresholds": {"mode": "absolute", "steps": [{"color": "red", "value": null}, {"color": "green", "value": 1000000000}]}}}},
               {"type": "gauge", "title": "Memory", "gridPos": {"x": 16, "y": 1, "w": 8, "h": 4},
                "targets": [{"expr": "node_memory_Active_bytes / node_memory_MemTotal_bytes"}], "fieldConfig": {"defaults": {"unit": "percentunit"}}},
               {"type": "piechart", "title": "Share", "targets": [{"expr": "up"}], "gridPos": {"x": 0, "y": 9}},
               {"type": "row", "title": "Details", "collapsed": true, "gridPos": {"x": 0, "y": 10}, "panels": [
                 {"type": "table", "title": "Hosts", "targets": [{"expr": "node_uname_info", "format": "table", "instant": true}],
                  "transformations": [{"id": "organize"}], "gridPos": {"w": 24, "h": 9}},
                 {"type": "text", "title": "", "options": {"mode": "markdown", "content": "# Help"}}]}]}
            """;

    @Test
    void carries_over_what_there_is_here() {
        Dashboard node = read(NODE);

        assertThat(node.title()).isEqualTo("Node");
        assertThat(node.variables()).extracting(Variable::name).containsExactly("job", "node", "disks", "every");
        assertThat(node.variables().get(1))
                .isEqualTo(new Variable.LabelValues("node", "node", "instance", "node_uname_info{job=\"$job\"}", "", true, true));
        assertThat(node.annotations()).extracting(Dashboard.Annotation::text).containsExactly("{{instance}}");
        assertThat(node.rows()).extracting(Dashboard.Row::title).containsExactly("", "Details");
        assertThat(node.panels()).extracting(Panel::kind)
                .containsExactly(Kind.TIME_SERIES, Kind.STAT, Kind.BAR_GAUGE, Kind.TABLE, Kind.TEXT);
        Panel cpu = node.panels().getFirst();
        assertThat(cpu.queries()).singleElement().extracting(Panel.Query::legend).isEqualTo("{{mode}}");
        assertThat(cpu.width()).isEqualTo(6);
        assertThat(cpu.look().unit()).isEqualTo(Unit.PERCENT);
        assertThat(cpu.look().stacked()).isTrue();
        assertThat(cpu.look().thresholds()).containsExactly(new Threshold(70, false, Level.WARNING), new Threshold(90, false, Level.CRITICAL));
        assertThat(node.panels().get(1).look().thresholds()).containsExactly(new Threshold(1e9, true, Level.CRITICAL));
        assertThat(node.panels().get(1).look().reduce()).isEqualTo(Panel.Reduce.MEAN);
    }

    @Test
    void says_panel_by_panel_what_it_could_not_carry_over() {
        assertThat(read(NODE).notes()).containsExactly(
                "Variable $filters is left out: a variable of the type adhoc does not exist here.",
                "Panel \"CPU\" lacks its query B: the query cannot be read: 1:10: parse error: unclosed left parenthesis.",
                "Panel \"CPU\" lacks its query C: it is no PromQL.",
                "Panel \"CPU\" has overrides for single series, which are left out.",
                "Panel \"Share\" is left out: a panel of the type piechart does not exist here.",
                "Panel \"Hosts\" has transformations, which are left out: organize.");
    }

    @Test
    void takes_a_dashboard_as_the_api_answers_it_and_one_from_before_grafana_5() {
        assertThat(read("{\"meta\": {}, \"dashboard\": " + NODE + "}").panels()).hasSize(5);
        assertThat(read("""
                {"title": "Old", "rows": [{"title": "First", "panels": [
                  {"type": "graph", "title": "Load", "span": 4, "stack": true, "yaxes": [{"format": "reqps"}], "targets": [{"expr": "node_load1"}]},
                  {"type": "singlestat", "title": "Up", "valueName": "avg", "format": "short", "targets": [{"expr": "sum(up)"}]}]}]}
                """).panels()).extracting(Panel::width).containsExactly(4, 6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            semi-dark-red            | CRITICAL
            #F2495C                  | CRITICAL
            rgba(245, 54, 54, 0.9)   | CRITICAL
            dark-orange              | WARNING
            rgba(237, 129, 40, 0.89) | WARNING
            #FADE2A                  | WARNING
            rgba(50, 172, 45, 0.97)  | NORMAL
            #808080                  | NORMAL
            transparent              | NORMAL
            """)
    void a_colour_says_the_same_however_it_is_written(String color, String level) {
        String panel = """
                {"title": "P", "panels": [{"type": "stat", "title": "S", "targets": [{"expr": "up"}], "options": {"colorMode": "%s"}, "fieldConfig":
                  {"defaults": {"thresholds": {"mode": "absolute", "steps": [{"color": "green"}, {"color": "%s", "value": 5}]}}}}]}
                """;
        List<Threshold> expected = level.equals("NORMAL") ? List.of() : List.of(new Threshold(5, false, Level.valueOf(level)));

        assertThat(read(panel.formatted("value", color)).panels().getFirst().look().thresholds()).isEqualTo(expected);
        assertThat(read(panel.formatted("none", color)).panels().getFirst().look().thresholds()).as("painted in no colour").isEmpty();
    }

    @Test
    void refuses_what_is_no_dashboard() {
        assertThatThrownBy(() -> read("{\"title\":\n 1,}")).isInstanceOf(DashboardException.class).hasMessageContaining("node.json:2: it is not JSON");
        assertThatThrownBy(() -> read("{\"a\": 1}")).hasMessageContaining("it is no dashboard of Grafana: it has no panels");
        assertThatThrownBy(() -> read("{\"panels\": [{\"type\": \"logs\", \"title\": \"L\"}]}"))
                .hasMessageContaining("no panel of this dashboard can be carried over. Panel \"L\" is left out");
    }

    private static Dashboard read(String json) {
        var translated = GrafanaDashboard.translate("node.json", json);
        return DashboardYaml.read("node", new Origin("node.json", false, false), translated.yaml(), translated.notes());
    }
}
