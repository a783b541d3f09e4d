/// Owns the metadata database: connection, migrations, and the lease that gives one process the right to act.
@NullMarked
package io.keepwatch.metadata;

import org.jspecify.annotations.NullMarked;
