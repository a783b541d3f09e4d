/// Owns how notifiers ask others by HTTP: `http_config` of integrations, time limits, and what an answer means for a message.
@NullMarked
package io.keepwatch.alerting.notifier.http;

import org.jspecify.annotations.NullMarked;
