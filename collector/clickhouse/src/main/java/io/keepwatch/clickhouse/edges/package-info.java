/// Owns the computation of who calls whom from the stored spans.
@NullMarked
package io.keepwatch.clickhouse.edges;

import org.jspecify.annotations.NullMarked;
