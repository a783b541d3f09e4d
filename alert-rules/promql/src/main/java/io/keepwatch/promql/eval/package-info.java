/// Evaluates a checked expression over columns: one value per series and step.
@NullMarked
package io.keepwatch.promql.eval;

import org.jspecify.annotations.NullMarked;
