/// Owns the judgement of services: who fails, who is slow, who is silent, since when, and the sentence that says it.
@NullMarked
package io.keepwatch.ui.services.health;

import org.jspecify.annotations.NullMarked;
