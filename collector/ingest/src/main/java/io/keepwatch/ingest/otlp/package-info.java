/// Owns OTLP: gRPC and HTTP receivers, decoding, translation into batches.
@NullMarked
package io.keepwatch.ingest.otlp;

import org.jspecify.annotations.NullMarked;
