/// Owns the telemetry store on ClickHouse: migrations, writer, queries.
@NullMarked
package io.keepwatch.clickhouse;

import org.jspecify.annotations.NullMarked;
