/// Owns the port by which people are told, what adapters share, and in its sub-packages one adapter for each way.
@NullMarked
package io.keepwatch.alerting.notifier;

import org.jspecify.annotations.NullMarked;
