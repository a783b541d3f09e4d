/// Owns the translation of Grafana's dashboards into ours, and the account of what it could not carry over.
@NullMarked
package io.keepwatch.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
