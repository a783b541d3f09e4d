/// Runs Prometheus' own PromQL test files, unchanged, against any store.
@NullMarked
package io.keepwatch.promql.conformance;

import org.jspecify.annotations.NullMarked;
