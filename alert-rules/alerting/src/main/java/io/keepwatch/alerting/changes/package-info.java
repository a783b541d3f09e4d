/// Owns that PagerDuty hears of deploys and restores, which may explain an incident.
@NullMarked
package io.keepwatch.alerting.changes;

import org.jspecify.annotations.NullMarked;
