package io.keepwatch.clickhouse;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which server, which database, as whom, under which settings.
///
/// @param databaseOverride null for the database of the endpoint
record Session(ClickHouse clickhouse, @Nullable String databaseOverride, boolean readOnly) {

    Session asReader() {
        return new Session(clickhouse, databaseOverride, true);
    }

    Session in(String database) {
        return new Session(clickhouse, database, readOnly);
    }

    String database(ClickHouseEndpoint endpoint) {
        return databaseOverride == null ? endpoint.database() : databaseOverride;
    }

    ClickHouseEndpoint.Credentials credentials(ClickHouseEndpoint endpoint) {
        return readOnly ? endpoint.reader() : endpoint.writer();
    }

    /// What changes the meaning of a statement is said with each: the embedded engine, a server of another version and a user's
    /// profile differ in it.
    Map<String, String> settings() {
        var settings = new HashMap<>(Map.of("async_insert", "0", "implicit_select", "0"));
        if (readOnly) {
            settings.put("readonly", "2");
        }
        return settings;
    }
}
