package io.keepwatch.ui.alerts;

/// A row of the list of alerts.
sealed interface AlertRow {

    String id();

    /// Heads the alerts below it.
    record Section(String title, String detail) implements AlertRow {
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
