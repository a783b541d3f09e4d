/// Owns rules, alert state, routing, silences and notifiers.
@NullMarked
package io.keepwatch.alerting;

import org.jspecify.annotations.NullMarked;
