/// Owns what joins alerts with backups: it sees both rooms, which do not see each other.
@NullMarked
package io.keepwatch.join;

import org.jspecify.annotations.NullMarked;
