package io.keepwatch.quotes.inbox;

import java.time.Instant;
import java.util.Map;

/// What one sender sent.
///
/// @param body      as text; cut when it was larger than the inbox keeps
/// @param bytes     how many bytes were sent, as far as they were read
/// @param truncated whether `body` is cut
record Message(
        long id, Instant receivedAt, String method, String path, Map<String, String> headers, String body, long bytes,
        boolean truncated) {}
