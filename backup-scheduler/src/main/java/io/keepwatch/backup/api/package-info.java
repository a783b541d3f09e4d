/// Owns the OpenAPI document, drawn from the controllers themselves.
@NullMarked
package io.keepwatch.backup.api;

import org.jspecify.annotations.NullMarked;
