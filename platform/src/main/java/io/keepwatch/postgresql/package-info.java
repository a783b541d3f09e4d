/// Knows where PostgreSQL's programs are installed.
@NullMarked
package io.keepwatch.postgresql;

import org.jspecify.annotations.NullMarked;
