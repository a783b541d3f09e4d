/// Owns quotes-api: the HTTP service over the quotes database, and the ways to break and mend it.
@NullMarked
package io.keepwatch.quotes.api;

import org.jspecify.annotations.NullMarked;
