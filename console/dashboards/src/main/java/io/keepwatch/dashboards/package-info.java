/// Owns dashboards as code: what a dashboard consists of, and which ones there are at this moment.
@NullMarked
package io.keepwatch.dashboards;

import org.jspecify.annotations.NullMarked;
