/// Owns the read port of what is derived from spans: RED series, operations, edges, versions.
@NullMarked
package io.keepwatch.telemetry.services;

import org.jspecify.annotations.NullMarked;
