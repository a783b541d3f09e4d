/// Owns which backups are kept, and deletes the others in two steps.
@NullMarked
package io.keepwatch.backup.retention;

import org.jspecify.annotations.NullMarked;
