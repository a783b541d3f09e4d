/// Owns unit tests of rules in promtool's format: samples in, alerts and query results out.
@NullMarked
package io.keepwatch.alerting.ruletest;

import org.jspecify.annotations.NullMarked;
