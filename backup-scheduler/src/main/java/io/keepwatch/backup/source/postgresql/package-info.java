/// Owns how PostgreSQL databases are dumped and restored: with PostgreSQL's own programs and plain SQL.
@NullMarked
package io.keepwatch.backup.source.postgresql;

import org.jspecify.annotations.NullMarked;
