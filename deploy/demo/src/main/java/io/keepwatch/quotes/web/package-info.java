/// Owns quotes-web: visitors who call quotes-api as a web front end would.
@NullMarked
package io.keepwatch.quotes.web;

import org.jspecify.annotations.NullMarked;
