/// Owns the questions to ClickHouse: the read ports of telemetry, each question with its limits.
@NullMarked
package io.keepwatch.clickhouse.reading;

import org.jspecify.annotations.NullMarked;
