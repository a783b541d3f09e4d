package io.keepwatch.ui.services.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Failures that look the same.
///
/// @param type      `error.type` as it was sent, or empty
/// @param operation where most of them are
/// @param newAt     when the first one was seen, null when they are usual in this time
/// @param last      about when the last one was seen
/// @param query     finds these spans
public record ErrorKind(String type, String service, String operation, long count, double perMinute, boolean now, @Nullable Instant newAt, Instant last, String query) {

    /// "SQLSTATE 23503", "HTTP 500", "PoolTimeoutException": as people say it.
    public String name() {
        if (type.isEmpty()) {
            return "Failed";
        }
        if (type.matches("[1-5]\\d\\d")) {
            return "HTTP " + type;
        }
        if (type.matches("[0-9A-Z]{5}") && type.chars().anyMatch(Character::isDigit)) {
            return "SQLSTATE " + type;
        }
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
