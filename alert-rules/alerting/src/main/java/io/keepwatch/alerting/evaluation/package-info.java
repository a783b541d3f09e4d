/// Owns what rules mean: one group at one slot, and the state machine of alerts. It knows no clock; time is an argument.
@NullMarked
package io.keepwatch.alerting.evaluation;

import org.jspecify.annotations.NullMarked;
