/// Owns what every program of the demo needs: its environment, and an end with its parent.
@NullMarked
package io.keepwatch.quotes.program;

import org.jspecify.annotations.NullMarked;
