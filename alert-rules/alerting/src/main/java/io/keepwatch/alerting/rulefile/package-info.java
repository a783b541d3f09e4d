/// Owns reading rule files, and what stands beside them, into records.
@NullMarked
package io.keepwatch.alerting.rulefile;

import org.jspecify.annotations.NullMarked;
