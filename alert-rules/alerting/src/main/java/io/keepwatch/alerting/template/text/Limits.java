package io.keepwatch.alerting.template.text;

import java.time.Duration;

/// What one execution may use. Texts come from rule files and chats about them, and run for every alert.
///
/// @param characters of the result, and of any text on the way to it
/// @param produced characters of all texts on the way together
/// @param steps nodes executed and evaluated
/// @param depth of templates and branches within each other
public record Limits(int characters, long produced, long steps, int depth, Duration time) {

    public static final Limits DEFAULT = new Limits(1 << 20, 1 << 24, 1_000_000, 500, Duration.ofSeconds(10));
}
