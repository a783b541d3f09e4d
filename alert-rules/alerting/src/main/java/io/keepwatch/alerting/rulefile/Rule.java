package io.keepwatch.alerting.rulefile;

import java.util.SortedMap;

/// One rule of a group.
public sealed interface Rule permits AlertingRule, RecordingRule {

    /// Of the alert, or of the metric that is recorded.
    String name();

    /// PromQL, as it stands in the file; it has been parsed.
    String expr();

    /// Those of its group and its own, which win. An empty value takes a label away from what the expression returns.
    SortedMap<String, String> labels();

    /// Where it stands in its file, from 1.
    int line();
}
