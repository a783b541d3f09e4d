package io.keepwatch.backup.restore;

import io.keepwatch.backup.RestoreRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What the journal keeps of what was asked for.
///
/// @param restoreId of the restore that is taken back or cleaned up after; null for a restore itself
record Order(Action action, RestoreRequest request, @Nullable String restoreId) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    enum Action { RESTORE, UNDO, CLEAN_UP }

    static Order read(String json) {
        return JSON.readValue(json, Order.class);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }
}
