/// Owns the small parts that every page is made of: icons, glyphs, badges, cards with their states, sparklines.
@NullMarked
package io.keepwatch.ui.element;

import org.jspecify.annotations.NullMarked;
