package io.keepwatch.dashboards;

/// A dashboard that cannot be used; the message is for who wrote it.
public final class DashboardException extends RuntimeException {

    private final String place;
    private final String reason;

    public DashboardException(String place, String reason) {
        super("Cannot read " + place + ": " + reason);
        this.place = place;
        this.reason = reason;
    }

    /// The file, with the line where it is known.
    public String place() {
        return place;
    }

    public String reason() {
        return reason;
    }
}
