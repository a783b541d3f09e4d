package io.keepwatch.prometheus;

import io.keepwatch.promql.PromQlException;
import java.util.Locale;

/// Prometheus' words for what went wrong, with their status codes.
enum ErrorType {
    BAD_DATA(400), NOT_FOUND(404), EXECUTION(422), INTERNAL(500), TIMEOUT(503), CANCELED(503), UNAVAILABLE(503);

    private final int status;

    ErrorType(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ErrorType of(PromQlException.Kind kind) {
        return switch (kind) {
            case BAD_DATA -> BAD_DATA;
            case EXECUTION -> EXECUTION;
            case TIMEOUT -> TIMEOUT;
            case CANCELLED -> CANCELED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }
}
