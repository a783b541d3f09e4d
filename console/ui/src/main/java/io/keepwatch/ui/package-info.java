/// Owns the console's frame: layout, navigation, time range, live state, shared elements.
@NullMarked
package io.keepwatch.ui;

import org.jspecify.annotations.NullMarked;
