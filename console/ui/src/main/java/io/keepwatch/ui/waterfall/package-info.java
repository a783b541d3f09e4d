/// Owns the picture of one trace: its spans as a tree on one clock, what its length consists of, and the element that draws it.
@NullMarked
package io.keepwatch.ui.waterfall;

import org.jspecify.annotations.NullMarked;
