/// Owns the wake-up of plans: which slot is due, and that it is run once, whichever process wakes up for it.
@NullMarked
package io.keepwatch.backup.schedule;

import org.jspecify.annotations.NullMarked;
