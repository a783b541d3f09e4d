/// Owns the document that makes a backup exist: written last, it says everything that a restore needs, without our catalog.
@NullMarked
package io.keepwatch.backup.manifest;

import org.jspecify.annotations.NullMarked;
