package io.keepwatch.alerting.routing;

/// A routing configuration that cannot be used: the file, the line where it is known, and the reason in Alertmanager's words.
public final class RoutingConfigException extends RuntimeException {

    private final String reason;

    /// @param line 0 when it is the file as a whole
    RoutingConfigException(String file, int line, String reason) {
        super("Cannot read " + file + (line > 0 ? ":" + line : "") + ": " + reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
