/// Owns what others may see of rules and alerts: the groups and how they are, the alerts that are active, and what became of the others.
@NullMarked
package io.keepwatch.alerting;

import org.jspecify.annotations.NullMarked;
