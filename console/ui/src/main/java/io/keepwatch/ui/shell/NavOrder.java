package io.keepwatch.ui.shell;

/// Where a page stands in the navigation: the `order` of its `@Menu`. The tens make the group.
///
///     @Menu(title = "Traces", icon = "trace", order = NavOrder.TRACES)
public final class NavOrder {

    public static final double OVERVIEW = 0;
    public static final double INCIDENTS = 1;
    public static final double ALERTS = 2;

    public static final double SERVICES = 10;
    public static final double SERVICE_MAP = 11;
    public static final double TRACES = 12;
    public static final double LOGS = 13;
    public static final double METRICS = 14;
    public static final double PROMQL = 14.5;
    public static final double DASHBOARDS = 15;
    public static final double KUBERNETES = 16;

    public static final double BACKUPS = 20;
    public static final double RECOVERY_POINTS = 21;
    public static final double RESTORES = 22;

    public static final double SELF = 30;
    public static final double AUDIT = 31;
    public static final double SETTINGS = 32;

    private NavOrder() {}

    /// The heading of the group, empty for the pages that need none.
    static String group(double order) {
        return switch ((int) order / 10) {
            case 0 -> "";
            case 1 -> "Explore";
            case 2 -> "Protect";
            default -> "Keepwatch";
        };
    }
}
