/// Owns where an alert goes: Alertmanager's configuration, matchers, routes, grouping, inhibition, silences and time intervals.
/// Pure: time is an argument, and nothing is sent or stored here.
@NullMarked
package io.keepwatch.alerting.routing;

import org.jspecify.annotations.NullMarked;
