/// Owns the read port of logs: search, histogram, facets, context, tail.
@NullMarked
package io.keepwatch.telemetry.logs;

import org.jspecify.annotations.NullMarked;
