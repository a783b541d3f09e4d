package io.keepwatch.ui.page;

/// Why a page should read its data.
public enum PageChange {
    /// the page was opened, or Back or Forward changed its URL
    NAVIGATED,
    /// another stretch of time
    RANGE,
    /// [PageContext#set] changed a parameter
    PARAMETERS,
    /// time went on while live, or the person resumed
    TICK,
    /// the times are shown in another zone
    ZONE;

    /// Whether what is on the screen answers the same question, only later: no skeleton, no dimming.
    public boolean quiet() {
        return this == TICK;
    }
}
