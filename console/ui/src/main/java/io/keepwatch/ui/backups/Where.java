package io.keepwatch.ui.backups;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/// Addresses and times of plans and points, the same on every page.
public final class Where {

    public static final String PLAN = "plan";
    public static final String POINT = "point";

    private Where() {}

    public static String plan(PageContext page, String plan) {
        return page.link("backups", Map.of(PLAN, plan));
    }

    public static String point(PageContext page, String id) {
        return page.link("points/" + id);
    }

    public static String newRestore(PageContext page, String pointId) {
        return page.link("restores/new", Map.of(POINT, pointId));
    }

    public static String restore(PageContext page, String id) {
        return page.link("restores/" + id);
    }

    /// The moment a restore leads back to: 20 Nov 02:10, with seconds where points are close together.
    public static String moment(PageContext page, Backup point) {
        var times = new TimeFormat(page.zone());
        String near = times.near(point.startedAt(), page.now());
        return near.substring(0, near.length() - 5) + times.seconds(point.startedAt());
    }

    /// 02:00 CET · 01:00 UTC; once when both are the same
    public static String inBothZones(PlanStatus plan, Instant at, Instant now) {
        String utc = new TimeFormat(ZoneOffset.UTC).near(at, now) + " UTC";
        var own = new TimeFormat(plan.timeZone());
        return plan.timeZone().getRules().getOffset(at).equals(ZoneOffset.UTC) ? utc
                : own.near(at, now) + " " + own.zoneName(at) + " · " + utc;
    }
}
