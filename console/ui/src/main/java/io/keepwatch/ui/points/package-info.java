/// Owns the page of recovery points: which there are, how far each can be trusted, what it holds and what becomes of it.
@NullMarked
package io.keepwatch.ui.points;

import org.jspecify.annotations.NullMarked;
