/// Owns the embedded ClickHouse engine: its child process, its supervision and its data directory.
@NullMarked
package io.keepwatch.clickhouse.embedded;

import org.jspecify.annotations.NullMarked;
