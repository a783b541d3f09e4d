/// Owns what a page shares with the frame: the time range, the state in the URL, live ticks and reading in the background.
@NullMarked
package io.keepwatch.ui.page;

import org.jspecify.annotations.NullMarked;
