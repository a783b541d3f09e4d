/// Owns the frame around every page: navigation, top bar, search or jump, keys, sign-in state, the watch over Keepwatch itself.
@NullMarked
package io.keepwatch.ui.shell;

import org.jspecify.annotations.NullMarked;
