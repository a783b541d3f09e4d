/// Owns backup plans, runs, the catalog, restores, retention and verification.
@NullMarked
package io.keepwatch.backup;

import org.jspecify.annotations.NullMarked;
