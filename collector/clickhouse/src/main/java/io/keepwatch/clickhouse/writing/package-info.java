/// Owns the way of a batch into the tables.
@NullMarked
package io.keepwatch.clickhouse.writing;

import org.jspecify.annotations.NullMarked;
