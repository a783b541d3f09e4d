/// Owns the catalog: which backups there are, where their copies lie and how well they are proven. The targets hold the truth.
@NullMarked
package io.keepwatch.backup.catalog;

import org.jspecify.annotations.NullMarked;
