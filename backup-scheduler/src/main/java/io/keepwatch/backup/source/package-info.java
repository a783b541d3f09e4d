/// Owns what can be backed up and restored: the port of a source and its adapters.
@NullMarked
package io.keepwatch.backup.source;

import org.jspecify.annotations.NullMarked;
