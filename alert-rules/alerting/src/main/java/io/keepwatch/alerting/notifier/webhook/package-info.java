/// Owns the generic webhook, in the payload of Alertmanager.
@NullMarked
package io.keepwatch.alerting.notifier.webhook;

import org.jspecify.annotations.NullMarked;
