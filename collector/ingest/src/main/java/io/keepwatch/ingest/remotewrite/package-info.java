/// Owns Prometheus' remote write 1.0: its messages, its answers, and what series come out of it.
@NullMarked
package io.keepwatch.ingest.remotewrite;

import org.jspecify.annotations.NullMarked;
