/// Owns the join of alerts and backups: which restore point the database behind an alert would go back to, and what that would lose.
@NullMarked
package io.keepwatch.alerting.restore;

import org.jspecify.annotations.NullMarked;
