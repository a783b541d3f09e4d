/// Owns e-mail.
@NullMarked
package io.keepwatch.alerting.notifier.email;

import org.jspecify.annotations.NullMarked;
