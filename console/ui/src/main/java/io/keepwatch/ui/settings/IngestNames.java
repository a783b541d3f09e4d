package io.keepwatch.ui.settings;

/// The names of the ingest room's metrics, as this process and the store know them.
final class IngestNames {

    static final String REQUESTS = "keepwatch_ingest_requests";
    static final String ROWS_STORED = "keepwatch_ingest_rows_stored";
    static final String REJECTED = "keepwatch_ingest_records_rejected";
    static final String IN_FLIGHT = "keepwatch_ingest_in_flight_bytes";
    static final String BUDGET = "keepwatch_ingest_budget_bytes";
    static final String INSERT_SECONDS = "keepwatch_ingest_insert_seconds";

    private IngestNames() {}

    /// As a counter is called in the store.
    static String stored(String counter) {
        return counter + "_total";
    }
}
