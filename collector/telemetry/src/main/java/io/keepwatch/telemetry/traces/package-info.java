/// Owns the read port of traces: search, one trace, facets.
@NullMarked
package io.keepwatch.telemetry.traces;

import org.jspecify.annotations.NullMarked;
