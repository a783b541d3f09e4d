package io.keepwatch.ui.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the live button says.
///
/// @param newest when the newest shown data was read, or since when it is late
/// @param reason why it is paused or late, in words, or null
public record LiveState(Mode mode, Instant newest, @Nullable String reason) {

    public enum Mode { LIVE, PAUSED, STALE, HISTORY }
}
