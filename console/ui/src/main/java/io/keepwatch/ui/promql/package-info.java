/// Owns the page where PromQL is tried out: editor, answer, and what the answer cost.
@NullMarked
package io.keepwatch.ui.promql;

import org.jspecify.annotations.NullMarked;
