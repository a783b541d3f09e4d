/// Owns the silences: rows that all control processes share.
@NullMarked
package io.keepwatch.alerting.silencing;

import org.jspecify.annotations.NullMarked;
