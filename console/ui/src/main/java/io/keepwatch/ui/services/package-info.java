/// Owns the pages of services: the list and one service. How services are judged is in `health`, the map in `map`.
@NullMarked
package io.keepwatch.ui.services;

import org.jspecify.annotations.NullMarked;
