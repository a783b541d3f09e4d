/// Keeps backups in a folder: a disk, or a share that is mounted.
@NullMarked
package io.keepwatch.backup.target.filesystem;

import org.jspecify.annotations.NullMarked;
