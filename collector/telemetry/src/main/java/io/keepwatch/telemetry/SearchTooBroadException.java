package io.keepwatch.telemetry;

import org.jspecify.annotations.Nullable;

/// A question that would read or hold more than one question may; the message says what to narrow.
public class SearchTooBroadException extends RuntimeException {

    public SearchTooBroadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
