/// Owns the way from stored samples to the series that PromQL reads.
@NullMarked
package io.keepwatch.clickhouse.series;

import org.jspecify.annotations.NullMarked;
