/// Owns the pages of alerts and rules: what fires now, what each rule does, and what it would have done.
@NullMarked
package io.keepwatch.ui.alerts;

import org.jspecify.annotations.NullMarked;
