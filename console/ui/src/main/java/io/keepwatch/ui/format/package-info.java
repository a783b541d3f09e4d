/// Owns how numbers and times are written: units, three significant digits, exact counts.
@NullMarked
package io.keepwatch.ui.format;

import org.jspecify.annotations.NullMarked;
