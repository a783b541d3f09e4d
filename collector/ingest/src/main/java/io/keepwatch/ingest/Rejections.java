package io.keepwatch.ingest;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The records of one request that are not stored, counted by reason, each reason with its first example.
public final class Rejections {

    /// Why a record is not stored; the word is a label of `keepwatch_ingest_records_rejected_total`.
    public enum Reason {
        INVALID_ID("invalid_id"),
        TIME_OUTSIDE_WINDOW("time_outside_window"),
        TOO_LARGE("too_large"),
        INVALID_NAME("invalid_name"),
        INVALID_VALUE("invalid_value"),
        TOO_MANY_SERIES("too_many_series"),
        REFUSED_BY_STORE("refused_by_store");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// Of a stranger's text only this much is repeated to it.
    private static final int LONGEST_EXAMPLE = 300;

    private final Map<Reason, Tally> tallies = new EnumMap<>(Reason.class);

    /// @param example what is wrong with this record, in words for the sender
    public void add(Reason reason, String example) {
        add(reason, 1, example);
    }

    public void add(Reason reason, long records, String example) {
        tallies.merge(reason, new Tally(records, shorten(example)), (before, more) -> new Tally(before.count + more.count, before.example));
    }

    public long count() {
        return tallies.values().stream().mapToLong(Tally::count).sum();
    }

    public long count(Reason reason) {
        Tally tally = tallies.get(reason);
        return tally == null ? 0 : tally.count;
    }

    /// E.g. `3 of the spans were rejected: 2 × trace id has 8 bytes instead of 16; 1 × …`
    String message(Signal signal) {
        return tallies.values().stream()
                .map(tally -> tally.count + " × " + tally.example)
                .collect(Collectors.joining("; ", "%d of the %s were rejected: ".formatted(count(), signal.records()), ""));
    }

    IngestResult result(Signal signal) {
        long count = count();
        return count == 0 ? new IngestResult.Accepted() : new IngestResult.Partial(count, message(signal));
    }

    private static String shorten(@Nullable String example) {
        String text = String.valueOf(example);
        return text.length() <= LONGEST_EXAMPLE ? text : text.substring(0, LONGEST_EXAMPLE) + "…";
    }

    private record Tally(long count, String example) {}
}
