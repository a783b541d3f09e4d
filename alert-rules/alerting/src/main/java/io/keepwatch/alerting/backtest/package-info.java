/// Owns replaying a rule over stored history: what it would have done, before anybody is woken by it.
@NullMarked
package io.keepwatch.alerting.backtest;

import org.jspecify.annotations.NullMarked;
