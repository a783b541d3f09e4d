/// Owns the made-up authors and quotes.
@NullMarked
package io.keepwatch.quotes.words;

import org.jspecify.annotations.NullMarked;
