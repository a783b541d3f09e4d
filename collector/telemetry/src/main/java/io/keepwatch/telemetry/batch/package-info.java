/// Owns the columnar batches that receivers fill and stores write, and the port they are written through.
@NullMarked
package io.keepwatch.telemetry.batch;

import org.jspecify.annotations.NullMarked;
