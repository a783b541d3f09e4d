/// Owns signing in.
@NullMarked
package io.keepwatch.ui.login;

import org.jspecify.annotations.NullMarked;
