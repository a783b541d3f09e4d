/// Owns the YAML form of dashboards: reading it with file, line and reason, and reading again what changed.
@NullMarked
package io.keepwatch.dashboards.file;

import org.jspecify.annotations.NullMarked;
