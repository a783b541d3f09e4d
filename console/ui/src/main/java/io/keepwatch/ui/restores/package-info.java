/// Owns the way back: what a restore would do and cost, its start, its phases while everybody watches, and its undo.
@NullMarked
package io.keepwatch.ui.restores;

import org.jspecify.annotations.NullMarked;
