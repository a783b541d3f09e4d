/// Owns the daily mail: what fires, what came and went, what was not delivered, which rules cannot do their work, how the backups are.
@NullMarked
package io.keepwatch.alerting.digest;

import org.jspecify.annotations.NullMarked;
