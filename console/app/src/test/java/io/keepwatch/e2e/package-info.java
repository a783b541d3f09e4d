/// Drives the whole product, as a process of its own, in a real browser.
@NullMarked
package io.keepwatch.e2e;

import org.jspecify.annotations.NullMarked;
