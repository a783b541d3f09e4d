package io.keepwatch.alerting.changes;

import io.keepwatch.alerting.notifier.pagerduty.Change;
import io.keepwatch.audit.AuditFilter;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.audit.AuditRecord;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.VersionChange;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The changes of a time: versions that telemetry shows for the first time, and restores, by the audit log.
record ChangeFeed(Function<TimeRange, List<VersionChange>> versions, AuditLog audit, Supplier<URI> console) {

    private static final Map<String, String> RESTORES = Map.of("restore.started", "Restore started", "restore.undone", "Restore taken back",
            "restore.cancelled", "Restore cancelled");
    private static final int MOST = 100;

    /// In the order in which they happened.
    List<Change> in(TimeRange range) {
        String base = console.get().toString().replaceAll("/+$", "");
        Stream<Change> deploys = versions.apply(range).stream().limit(MOST).map(version -> deploy(version, base));
        Stream<Change> restores = RESTORES.keySet().stream()
                .flatMap(action -> audit.search(AuditFilter.ALL.between(range.from(), range.to()).of(action), 0, MOST).stream())
                .map(entry -> restore(entry, base));
        return Stream.concat(deploys, restores).sorted(Comparator.comparing(Change::at)).toList();
    }

    private static Change deploy(VersionChange version, String base) {
        return new Change(version.firstSeen(), version.service() + " runs version " + version.version(), version.service(),
                Map.of("service", version.service(), "version", version.version()), base + "/services/" + encoded(version.service()));
    }

    private static Change restore(AuditRecord entry, String base) {
        return new Change(entry.at(), RESTORES.get(entry.action()) + ": " + entry.object() + ", by " + entry.who(), entry.object(),
                Map.of("who", entry.who(), "what", entry.action(), "detail", entry.detail()), base + "/restores");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
