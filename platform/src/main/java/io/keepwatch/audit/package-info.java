/// Owns the append-only record of who changed what, when, and with what result.
@NullMarked
package io.keepwatch.audit;

import org.jspecify.annotations.NullMarked;
