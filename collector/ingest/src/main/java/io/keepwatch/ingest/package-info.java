/// Owns what happens between a sender and the store: receivers, batching, limits, acknowledgement.
@NullMarked
package io.keepwatch.ingest;

import org.jspecify.annotations.NullMarked;
