/// Owns PagerDuty, by its Events API v2: an incident for each alert.
@NullMarked
package io.keepwatch.alerting.notifier.pagerduty;

import org.jspecify.annotations.NullMarked;
