package io.keepwatch.alerting.template;

import org.jspecify.annotations.Nullable;

/// A filled text.
///
/// @param text never missing: of a text that failed it is `<error expanding template: …>`, and the alert fires with it
/// @param problem what failed, for the log and the count of failures
public record Expanded(String text, @Nullable String problem) {

    static Expanded failed(String problem) {
        return new Expanded("<error expanding template: " + problem + ">", problem);
    }
}
