package io.keepwatch.ui.promql;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import java.util.Arrays;
import java.util.function.Consumer;

/// Queries to begin with: they have an answer on every Keepwatch that services send spans to.
enum Example {

    REQUESTS("requests per second", "sum by (service) (rate(traces_spanmetrics_calls_total{span_kind=~\"SPAN_KIND_(SERVER|CONSUMER)\"}[5m]))"),
    LATENCY("the slowest 5 of 100", "histogram_quantile(0.95, sum by (service, le) (rate(traces_spanmetrics_duration_seconds_bucket[5m])))"),
    PROCESSOR("processor in use", "1 - avg(rate(system_cpu_time_seconds_total{cpu_mode=\"idle\"}[5m]))");

    private final String words;
    private final String query;

    Example(String words, String query) {
        this.words = words;
        this.query = query;
    }

    static Component[] buttons(Consumer<String> ask) {
        return Arrays.stream(values()).map(example -> new Button(example.words, event -> ask.accept(example.query))).toArray(Component[]::new);
    }
}
