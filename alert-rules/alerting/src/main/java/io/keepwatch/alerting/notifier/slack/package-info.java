/// Owns Slack: a thread for each group of alerts by a bot, or a post for each change by an incoming webhook.
@NullMarked
package io.keepwatch.alerting.notifier.slack;

import org.jspecify.annotations.NullMarked;
