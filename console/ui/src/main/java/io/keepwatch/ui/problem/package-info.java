/// Owns the pages that are shown instead of one: not found, failed, not allowed.
@NullMarked
package io.keepwatch.ui.problem;

import org.jspecify.annotations.NullMarked;
