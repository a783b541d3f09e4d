package io.keepwatch.backup;

import org.jspecify.annotations.Nullable;

/// One thing that was looked at before something is done.
///
/// @param name    e.g. `free disk`
/// @param message what was found, with numbers
/// @param fix     what to do about it; null when [Status#GREEN]
public record Check(String name, Status status, String message, @Nullable String fix) {

    /// [#AMBER] may go on with open eyes, [#RED] may not.
    public enum Status { GREEN, AMBER, RED }

    public static Check green(String name, String message) {
        return new Check(name, Status.GREEN, message, null);
    }

    public static Check amber(String name, String message, String fix) {
        return new Check(name, Status.AMBER, message, fix);
    }

    public static Check red(String name, String message, String fix) {
        return new Check(name, Status.RED, message, fix);
    }
}
