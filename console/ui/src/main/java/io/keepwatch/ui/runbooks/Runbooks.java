package io.keepwatch.ui.runbooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// The runbooks of the shipped rules, as they stand in `docs/alerting/runbooks`.
final class Runbooks {

    private static final Pattern ALERT = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    private Runbooks() {}

    /// Without the heading, which is the alert's name.
    static Optional<String> of(String alert) {
        if (!ALERT.matcher(alert).matches()) {
            return Optional.empty();
        }
        try (InputStream markdown = Runbooks.class.getResourceAsStream(alert + ".md")) {
            return markdown == null ? Optional.empty()
                    : Optional.of(new String(markdown.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("^# .*\\R+", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the runbook of " + alert, e);
        }
    }
}
