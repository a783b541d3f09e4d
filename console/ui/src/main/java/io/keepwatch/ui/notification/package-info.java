/// Owns the pages that say who is told of alerts: silences, receivers, routes, deliveries.
@NullMarked
package io.keepwatch.ui.notification;

import org.jspecify.annotations.NullMarked;
