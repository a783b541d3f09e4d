/// Owns how a mail is written and handed to a server.
@NullMarked
package io.keepwatch.alerting.notifier.mail;

import org.jspecify.annotations.NullMarked;
