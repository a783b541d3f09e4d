/// Owns the start: main class, roles, security chain and command line.
@NullMarked
package io.keepwatch;

import org.jspecify.annotations.NullMarked;
