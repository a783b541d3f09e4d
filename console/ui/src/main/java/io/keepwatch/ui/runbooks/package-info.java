/// Owns the page of a runbook: what to do about an alert of a shipped rule.
@NullMarked
package io.keepwatch.ui.runbooks;

import org.jspecify.annotations.NullMarked;
