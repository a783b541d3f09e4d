package io.keepwatch.ui.points;

import io.keepwatch.backup.Backup;
import io.keepwatch.ui.backups.PointState;
import java.util.Locale;

/// Which recovery points are listed, as the URL says: `state=verified`.
enum PointFilter {
    ALL("All"), VERIFIED("Verified"), UNVERIFIED("Checksum only"), UNSAFE("Unsafe"), HELD("Held");

    private final String words;

    PointFilter(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static PointFilter of(String parameter) {
        for (PointFilter filter : values()) {
            if (filter.parameter().equals(parameter)) {
                return filter;
            }
        }
        return ALL;
    }

    String parameter() {
        return this == ALL ? "" : name().toLowerCase(Locale.ROOT);
    }

    boolean takes(Backup point) {
        PointState state = PointState.of(point);
        return switch (this) {
            case ALL -> true;
            case VERIFIED -> state.verified();
            case UNVERIFIED -> !state.verified() && state != PointState.UNSAFE;
            case UNSAFE -> state == PointState.UNSAFE;
            case HELD -> point.hold() != null;
        };
    }
}
