package io.keepwatch.clickhouse;

import org.jspecify.annotations.Nullable;

/// ClickHouse refused a statement for a reason that repeating it will not change.
public final class ClickHouseException extends RuntimeException {

    private final int code;

    /// @param code ClickHouse's error code, e.g. 60 for an unknown table; 0 when it gave none
    public ClickHouseException(int code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
