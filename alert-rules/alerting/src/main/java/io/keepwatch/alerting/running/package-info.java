/// Owns the rules while they run: their files, slots and leases, their state in the metadata database, and the samples they write.
@NullMarked
package io.keepwatch.alerting.running;

import org.jspecify.annotations.NullMarked;
