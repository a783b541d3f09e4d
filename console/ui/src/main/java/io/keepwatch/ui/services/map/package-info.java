/// Owns the service map: who calls whom, how often, how well, and the detail of one arrow.
@NullMarked
package io.keepwatch.ui.services.map;

import org.jspecify.annotations.NullMarked;
