/// Owns the page that charts metrics: choose one, filter, group, and read it.
@NullMarked
package io.keepwatch.ui.metrics;

import org.jspecify.annotations.NullMarked;
