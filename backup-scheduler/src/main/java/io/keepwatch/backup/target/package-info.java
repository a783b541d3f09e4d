/// Owns where backups are kept: the port of a target and its adapters.
@NullMarked
package io.keepwatch.backup.target;

import org.jspecify.annotations.NullMarked;
