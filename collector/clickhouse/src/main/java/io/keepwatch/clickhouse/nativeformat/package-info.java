/// Owns ClickHouse's Native format: blocks of columns as bytes.
@NullMarked
package io.keepwatch.clickhouse.nativeformat;

import org.jspecify.annotations.NullMarked;
