/// Owns the page one opens first: what is broken, since when, what changed, and how to begin.
@NullMarked
package io.keepwatch.ui.overview;

import org.jspecify.annotations.NullMarked;
