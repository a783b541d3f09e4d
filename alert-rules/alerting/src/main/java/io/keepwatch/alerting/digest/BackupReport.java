package io.keepwatch.alerting.digest;

import io.keepwatch.alerting.digest.Digest.Row;
import io.keepwatch.alerting.notifier.wording.Times;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.series.SeriesStore.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How the backups are, by the metrics that tell it: what alerts go by too.
record BackupReport(List<Row> good, List<Row> bad) {

    private static final String PREFIX = "keepwatch_backup_";
    private static final Duration RECENT = Duration.ofMinutes(15);
    private static final LabelMatcher NAMES = new LabelMatcher(Labels.NAME, Operator.MATCHES, PREFIX
            + "(last_success_timestamp_seconds|last_attempt_success|expected_interval_seconds|last_verified_timestamp_seconds|verification_success|size_bytes)");

    /// It reads a handful of series, and need not be hindered.
    private enum Unlimited implements QueryControl {
        READING;

        @Override
        public void check() {}

        @Override
        public void samplesRead(int series, long samples) {}
    }

    static BackupReport of(SeriesStore store, String console, Instant now) {
        Map<String, Map<String, Double>> plans = new TreeMap<>();
        var selection = new Selection(List.of(NAMES), now.minus(RECENT).toEpochMilli(), now.toEpochMilli());
        store.forEach(selection, Unlimited.READING, column -> plans.computeIfAbsent(column.labels().get("plan"), _ -> new HashMap<>())
                .put(column.labels().metricName().substring(PREFIX.length()), last(column)));
        List<Row> good = new ArrayList<>();
        List<Row> bad = new ArrayList<>();
        plans.forEach((plan, values) -> {
            String trouble = trouble(values, now);
            (trouble.isEmpty() ? good : bad).add(new Row(plan, trouble.isEmpty() ? state(values, now) : trouble + "; " + state(values, now),
                    console + "/backups"));
        });
        return new BackupReport(good, bad);
    }

    private static double last(SampleColumn column) {
        return column.values()[column.values().length - 1];
    }

    private static String trouble(Map<String, Double> values, Instant now) {
        double success = values.getOrDefault("last_success_timestamp_seconds", Double.NaN);
        if (success == 0) {
            return "there has never been a good backup";
        }
        if (values.getOrDefault("last_attempt_success", 1.0) == 0) {
            return "the last attempt failed";
        }
        if (values.getOrDefault("verification_success", 1.0) == 0) {
            return "the newest backup did not pass its verification";
        }
        double age = now.getEpochSecond() - success;
        return age > 2 * values.getOrDefault("expected_interval_seconds", Double.POSITIVE_INFINITY) ? "the last good backup is too old" : "";
    }

    private static String state(Map<String, Double> values, Instant now) {
        List<String> words = new ArrayList<>();
        double success = values.getOrDefault("last_success_timestamp_seconds", Double.NaN);
        if (success > 0) {
            words.add("last good backup " + ago(success, now));
        }
        double bytes = values.getOrDefault("size_bytes", Double.NaN);
        if (bytes >= 0) {
            words.add(size(bytes));
        }
        double verified = values.getOrDefault("last_verified_timestamp_seconds", Double.NaN);
        words.add(verified > 0 ? "verified " + ago(verified, now) : "never verified");
        return String.join(", ", words);
    }

    private static String ago(double seconds, Instant now) {
        return Times.lasted(Duration.between(Instant.ofEpochSecond((long) seconds), now)) + " ago";
    }

    private static String size(double bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB", "PB"};
        int unit = 0;
        double left = bytes;
        while (left >= 1000 && unit < units.length - 1) {
            left /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || left >= 100 ? "%.0f %s" : "%.1f %s", left, units[unit]);
    }
}
