/// Owns the tables: their numbered definitions, in which form they are made, and that they are there.
@NullMarked
package io.keepwatch.clickhouse.schema;

import org.jspecify.annotations.NullMarked;
