/// Owns the test of the whole way from a sample to a notifier, the alarm when it fails, and the heartbeat for a dead man's switch outside.
@NullMarked
package io.keepwatch.alerting.watchdog;

import org.jspecify.annotations.NullMarked;
