package io.keepwatch.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The ways to break the demo.
public enum DemoMode {
    /// A release whose migration does not fit: a third of the requests fail.
    ERRORS,
    /// A lost index and a slow function: a third of the requests take most of a second.
    SLOW,
    /// Two thirds of the quotes are deleted.
    DELETE_ROWS;

    /// As users see it: `errors`, `slow`, `delete-rows`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<DemoMode> of(String word) {
        return Stream.of(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }

    /// For messages: which there are.
    static String words() {
        return Stream.of(values()).map(DemoMode::word).collect(Collectors.joining(", "));
    }
}
