package io.keepwatch.ui.waterfall;

import java.util.Locale;

/// Spans in which nothing is done but waiting, known by what instrumentations call them.
public final class WaitWords {

    private WaitWords() {}

    /// What is waited for, in words, or an empty text when the span works.
    public static String of(String spanName) {
        String name = spanName.toLowerCase(Locale.ROOT);
        if (name.contains("getconnection") || name.contains("pool.acquire") || name.contains("acquire connection")
                || name.contains("acquire_connection") || name.contains("connection.acquire")) {
            return "waiting for a connection";
        }
        if (name.contains("backoff") || name.contains("back-off")) {
            return "back-off between retries";
        }
        if (name.contains("lock.acquire") || name.contains("acquire_lock") || name.contains("acquire lock")) {
            return "waiting for a lock";
        }
        return name.endsWith("sleep") ? "sleeping" : "";
    }
}
