/// Owns the inbox: what a webhook receiver gets, kept in memory and shown on a page.
@NullMarked
package io.keepwatch.quotes.inbox;

import org.jspecify.annotations.NullMarked;
