/// Owns the page of plans: how well each protects, its points, its runs and the targets; and the words for all of that.
@NullMarked
package io.keepwatch.ui.backups;

import org.jspecify.annotations.NullMarked;
