package io.keepwatch.ingest;

import java.time.Duration;
import java.util.Locale;

/// What became of a request. Every receiver translates it into the codes of its protocol.
public sealed interface IngestResult {

    /// As it stands in labels, e.g. `too_large`.
    default String word() {
        return getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /// Every record is stored.
    record Accepted() implements IngestResult {}

    /// What could be stored is stored; the sender must not repeat the request.
    ///
    /// @param rejected how many records are not stored
    /// @param message  why, in words for the person who reads the sender's log
    record Partial(long rejected, String message) implements IngestResult {}

    /// Nothing is stored, and the same request would fail again.
    record Invalid(String reason) implements IngestResult {}

    /// Nothing is stored: the request is longer than the limit, as it came or after decompression.
    record TooLarge(String what, long limitBytes) implements IngestResult {

        public String message() {
            return "%s is larger than the limit of %,d bytes: send smaller batches".formatted(what, limitBytes);
        }
    }

    /// Nothing is stored: too many bytes are in flight.
    record Overloaded(Duration retryAfter) implements IngestResult {}

    /// Nothing is known to be stored: the store cannot take it now.
    record Unavailable(Duration retryAfter, String why) implements IngestResult {}
}
