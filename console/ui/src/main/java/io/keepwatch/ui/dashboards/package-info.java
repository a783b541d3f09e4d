/// Owns the pages of dashboards: the list, one dashboard with its panels, the import from Grafana.
@NullMarked
package io.keepwatch.ui.dashboards;

import org.jspecify.annotations.NullMarked;
