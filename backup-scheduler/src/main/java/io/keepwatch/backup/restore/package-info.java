/// Owns what a restore does, and how it is shown before, cancelled, taken back and cleaned up after.
@NullMarked
package io.keepwatch.backup.restore;

import org.jspecify.annotations.NullMarked;
