/// Owns the form of sealed samples: how values and instants become the columns of a chunk, and come back bit for bit.
@NullMarked
package io.keepwatch.clickhouse.chunks;

import org.jspecify.annotations.NullMarked;
