/// Owns RFC 9457 problem details, the form of every error of our own HTTP APIs.
@NullMarked
package io.keepwatch.problem;

import org.jspecify.annotations.NullMarked;
