/// Owns what a backup run does, from the slot to the catalog row, and the proof that a backup can be read.
@NullMarked
package io.keepwatch.backup.run;

import org.jspecify.annotations.NullMarked;
