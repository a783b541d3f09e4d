/// Owns the demo's programs: the service quotes-api, its front end quotes-web, and the inbox; each a main class, each its own process.
@NullMarked
package io.keepwatch.quotes;

import org.jspecify.annotations.NullMarked;
