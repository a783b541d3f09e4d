package io.keepwatch.settings;

import java.time.Instant;

/// Why the newest edit of the configuration is not in use.
///
/// @param message one line: key, value, file and line, what would be valid
public record ConfigurationProblem(String message, Instant since) {}
