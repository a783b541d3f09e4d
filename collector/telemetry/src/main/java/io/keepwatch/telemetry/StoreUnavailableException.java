package io.keepwatch.telemetry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The store cannot answer now; the same call may succeed after `retryAfter`.
public class StoreUnavailableException extends RuntimeException {

    private final Duration retryAfter;

    public StoreUnavailableException(String message, Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
