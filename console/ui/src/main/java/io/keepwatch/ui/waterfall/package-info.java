/// Owns the picture of one trace: the tree of its spans on a time axis, with its critical path.
@NullMarked
package io.keepwatch.ui.waterfall;

import org.jspecify.annotations.NullMarked;
