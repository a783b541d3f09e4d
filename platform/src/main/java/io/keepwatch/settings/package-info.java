/// Owns the settings: environment, keepwatch.yaml, their validation and live reload, and references to secrets.
@NullMarked
package io.keepwatch.settings;

import org.jspecify.annotations.NullMarked;
