/// Owns the pages about Keepwatch itself: its state, its audit log, who may use it.
@NullMarked
package io.keepwatch.ui.settings;

import org.jspecify.annotations.NullMarked;
