/// Owns Alertmanager's HTTP API, version 2, for amtool, Grafana and whoever else speaks it.
@NullMarked
package io.keepwatch.alertmanager;

import org.jspecify.annotations.NullMarked;
