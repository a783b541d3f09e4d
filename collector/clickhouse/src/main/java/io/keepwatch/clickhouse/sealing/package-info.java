/// Owns the sealing of samples: rows whose hour of arrival is over become chunks, and nothing is lost on the way.
@NullMarked
package io.keepwatch.clickhouse.sealing;

import org.jspecify.annotations.NullMarked;
