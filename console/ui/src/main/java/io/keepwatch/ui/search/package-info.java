/// Owns how a person searches spans and log records: the field with its completion, the facets beside it, editing a query.
@NullMarked
package io.keepwatch.ui.search;

import org.jspecify.annotations.NullMarked;
