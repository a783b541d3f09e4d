package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.chunks.ChunkValues;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Lists;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Longs;
import io.keepwatch.clickhouse.series.StoredChunk.Stamps;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.series.QueryControl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads chunks, and the instants they refer to.
final class SealedSamples {

    /// More are not listed one by one: those of all the hours are read then.
    private static final int LISTED_STAMPS = 20_000;
    private static final String CHUNKS = """
            SELECT metric, fingerprint, hour, first, last, written_at, samples, times, exponent, base, slope,
                r8, r16, r32, r64, floats, special_at, special
            FROM metric_chunks WHERE %s AND %s""";
    private static final String STAMPS = "SELECT hour, id, times FROM metric_timestamps WHERE hour >= toDateTime(%s) AND hour <= toDateTime(%s) AND %s";

    private final ControlledReads reads;
    private final KnownInstants known = new KnownInstants();

    SealedSamples(ControlledReads reads) {
        this.reads = reads;
    }

    /// What was found, by series.
    record Chunks(Map<SeriesKey, List<StoredChunk>> bySeries, Map<Stamps, long[]> times) {

        static final Chunks NONE = new Chunks(Map.of(), Map.of());

        List<StoredChunk> of(SeriesKey key) {
            return bySeries.getOrDefault(key, List.of());
        }

        /// @throws IllegalStateException when they are not there: better no answer than a gap that looks like one
        long[] timesOf(StoredChunk chunk) {
            long[] found = times.get(chunk.stamps());
            if (found == null || found.length != chunk.samples()) {
                throw new IllegalStateException("Cannot read sealed samples: metric_timestamps lacks " + chunk.stamps());
            }
            return found;
        }
    }

    /// @param among a condition on `metric` and `fingerprint`, with its parameters
    Chunks read(Set<SeriesKey> series, String among, Parameters ofAmong, TimeSpan span, QueryControl control) {
        var parameters = new Parameters(ofAmong);
        Map<SeriesKey, List<StoredChunk>> found = new HashMap<>();
        reads.blocks(CHUNKS.formatted(among, span.chunks(parameters)), parameters, control, block -> {
            control.samplesRead(0, Arrays.stream(block.ints(6)).asLongStream().sum());
            for (int row = 0; row < block.rows(); row++) {
                var key = new SeriesKey(block.texts(0).get(row), block.longs(1)[row]);
                if (series.contains(key)) {
                    found.computeIfAbsent(key, _ -> new ArrayList<>()).add(new StoredChunk(block, row));
                }
            }
        });
        return found.isEmpty() ? Chunks.NONE : new Chunks(found, times(found, control));
    }

    private Map<Stamps, long[]> times(Map<SeriesKey, List<StoredChunk>> chunks, QueryControl control) {
        Set<Stamps> wanted = chunks.values().stream().flatMap(List::stream).map(StoredChunk::stamps).collect(Collectors.toSet());
        Map<Stamps, long[]> times = known.among(wanted);
        wanted.removeAll(times.keySet());
        if (!wanted.isEmpty()) {
            times.putAll(read(wanted, control));
        }
        return times;
    }

    private Map<Stamps, long[]> read(Set<Stamps> wanted, QueryControl control) {
        var parameters = new Parameters();
        String sql = STAMPS.formatted(
                parameters.integer(wanted.stream().mapToInt(Stamps::hour).min().orElseThrow()),
                parameters.integer(wanted.stream().mapToInt(Stamps::hour).max().orElseThrow()),
                wanted.size() > LISTED_STAMPS ? "1" : wanted.stream().map(Stamps::id).distinct().map(Long::toUnsignedString)
                        .collect(Collectors.joining(",", "id IN (", ")")));
        Map<Stamps, long[]> times = new HashMap<>();
        reads.blocks(sql, parameters, control, block -> {
            Lists lists = block.lists(2);
            long[] elements = ((Longs) lists.elements()).values();
            for (int row = 0; row < block.rows(); row++) {
                var stamps = new Stamps(block.ints(0)[row], block.longs(1)[row]);
                if (wanted.contains(stamps)) {
                    times.put(stamps, Arrays.copyOfRange(elements, lists.start(row), lists.end(row)));
                }
            }
        });
        known.add(times);
        return times;
    }
}
