/// Owns which routing is in use: the configured file, or the built-in routes to the receivers that the environment sets.
@NullMarked
package io.keepwatch.alerting.activerouting;

import org.jspecify.annotations.NullMarked;
