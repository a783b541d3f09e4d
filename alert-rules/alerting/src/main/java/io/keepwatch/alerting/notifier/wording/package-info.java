/// Owns how alerts are put into words for people: what is broken, since when, how bad it is, and where to click.
@NullMarked
package io.keepwatch.alerting.notifier.wording;

import org.jspecify.annotations.NullMarked;
