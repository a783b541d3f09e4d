package io.keepwatch.backup.target.s3;

import java.time.Duration;

/// How long to wait for a store, and how often to ask again.
///
/// @param connect  for a connection
/// @param silence  without a byte on a connection; there is no limit for a whole transfer, which may be slow
/// @param attempts of one request, with growing random pauses between them
record Patience(Duration connect, Duration silence, int attempts) {

    static final Patience DEFAULT = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(60), 6);
}
