/// Owns how the text of a query and its values are put together.
@NullMarked
package io.keepwatch.clickhouse.sql;

import org.jspecify.annotations.NullMarked;
