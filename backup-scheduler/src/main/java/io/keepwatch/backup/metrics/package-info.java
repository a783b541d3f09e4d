/// Owns the metrics of backups: what alerts look at.
@NullMarked
package io.keepwatch.backup.metrics;

import org.jspecify.annotations.NullMarked;
