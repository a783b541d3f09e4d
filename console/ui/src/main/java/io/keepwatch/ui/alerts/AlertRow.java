package io.keepwatch.ui.alerts;

import io.keepwatch.telemetry.series.Labels;

/// A row of the list of alerts.
sealed interface AlertRow {

    String id();

    /// Heads the alerts below it.
    ///
    /// @param common labels, for a silence of all; empty when there is nothing to silence
    record Section(String title, String detail, Labels common) implements AlertRow {
        @Override
        public String id() {
            return "section " + title;
        }
    }

    /// @param unit of its value
    record Item(AlertItem alert, RuleUnit unit) implements AlertRow {
        @Override
        public String id() {
            return alert.key();
        }
    }
}
