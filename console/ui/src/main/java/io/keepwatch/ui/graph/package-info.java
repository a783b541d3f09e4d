/// Owns the drawing of who calls whom.
@NullMarked
package io.keepwatch.ui.graph;

import org.jspecify.annotations.NullMarked;
