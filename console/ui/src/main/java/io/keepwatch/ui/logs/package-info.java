/// Owns the page of logs: the search, its lines as they arrive, one record in detail, and its neighbours.
@NullMarked
package io.keepwatch.ui.logs;

import org.jspecify.annotations.NullMarked;
