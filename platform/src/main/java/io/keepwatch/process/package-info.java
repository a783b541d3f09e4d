/// Owns child processes: fixed programs, composed arguments, scrubbed environment, an end with their parent.
@NullMarked
package io.keepwatch.process;

import org.jspecify.annotations.NullMarked;
