/// Owns the words in which a query is told to a person.
@NullMarked
package io.keepwatch.promql.reading;

import org.jspecify.annotations.NullMarked;
