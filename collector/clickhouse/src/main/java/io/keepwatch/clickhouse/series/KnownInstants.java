package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.series.StoredChunk.Stamps;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Rows of `metric_timestamps` that were read lately. A row is named by the hash of what it holds, so it is right for ever and whoever
/// wrote it.
final class KnownInstants {

    /// 16 MB.
    private static final long MOST = 2_000_000;

    private final LinkedHashMap<Stamps, long[]> byName = new LinkedHashMap<>(16, 0.75f, true);
    private long instants;

    synchronized Map<Stamps, long[]> among(Set<Stamps> wanted) {
        Map<Stamps, long[]> known = new HashMap<>();
        for (Stamps stamps : wanted) {
            long[] times = byName.get(stamps);
            if (times != null) {
                known.put(stamps, times);
            }
        }
        return known;
    }

    synchronized void add(Map<Stamps, long[]> read) {
        read.forEach((stamps, times) -> {
            instants += byName.putIfAbsent(stamps, times) == null ? times.length : 0;
        });
        for (Iterator<long[]> oldest = byName.values().iterator(); instants > MOST && oldest.hasNext();) {
            instants -= oldest.next().length;
            oldest.remove();
        }
    }
}
