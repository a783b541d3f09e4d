package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.DurationHistogram;
import io.keepwatch.telemetry.services.OperationSummary;
import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.services.ServiceSummary;
import io.keepwatch.telemetry.services.SpanCounts;
import io.keepwatch.telemetry.services.VersionChange;
import io.keepwatch.telemetry.traces.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryServiceReader implements ServiceReader {

    private static final Duration STALE = Duration.ofHours(24);

    private final StoredRows rows;

    InMemoryServiceReader(StoredRows rows) {
        this.rows = rows;
    }

    @Override
    public List<ServiceSummary> services(TimeRange range, int sparklinePoints) {
        Instant earliest = Stream.of(range.from(), range.to().minus(STALE)).min(Comparator.naturalOrder()).orElseThrow();
        Map<String, List<Span>> byService = rows.spans().stream()
                .filter(span -> !span.start().isBefore(earliest) && span.start().isBefore(range.to()))
                .collect(Collectors.groupingBy(Span::service, TreeMap::new, Collectors.toList()));
        return byService.entrySet().stream().map(e -> summary(e.getKey(), e.getValue(), range, sparklinePoints)).toList();
    }

    private ServiceSummary summary(String service, List<Span> recent, TimeRange range, int sparklinePoints) {
        TimeRange aligned = SpanCounts.aligned(range);
        var all = new SpanCounts();
        recent.stream().filter(InMemoryServiceReader::isRequest).filter(span -> aligned.contains(span.start())).forEach(span -> add(all, span));
        SpanCounts[] points = counts(SpanCounts.sparkline(range, sparklinePoints), span -> span.service().equals(service) && isRequest(span));
        double seconds = SpanCounts.sparkline(range, sparklinePoints).width().toMillis() / 1e3;
        VersionChange version = versions(service).stream().filter(change -> change.firstSeen().isBefore(range.to()))
                .max(Comparator.comparing(VersionChange::firstSeen)).orElseThrow();
        Instant last = recent.stream().map(Span::start).max(Comparator.naturalOrder()).orElseThrow();
        long instances = recent.stream().filter(span -> range.contains(span.start())).map(InMemoryServiceReader::instance).distinct().count();
        return new ServiceSummary(service, all.spans(), all.spans() / (aligned.length().toMillis() / 1e3), all.errors(),
                all.quantile(0.5), all.quantile(0.95), all.quantile(0.99), version.version(), version.firstSeen(), last, (int) instances,
                Stream.of(points).map(point -> point.spans() / seconds).toList(), Stream.of(points).map(SpanCounts::errorShare).toList());
    }

    @Override
    public RedSeries red(@Nullable String service, @Nullable String operation, TimeRange range, Duration step) {
        TimeBuckets time = SpanCounts.steps(range, step);
        return SpanCounts.red(time, counts(time, span -> isRequest(span)
                && (service == null || span.service().equals(service)) && (operation == null || span.name().equals(operation))));
    }

    @Override
    public List<OperationSummary> operations(String service, TimeRange range) {
        TimeRange aligned = SpanCounts.aligned(range);
        record Operation(String name, String kind) {}
        Map<Operation, SpanCounts> counts = new LinkedHashMap<>();
        rows.spans().stream().filter(span -> span.service().equals(service) && aligned.contains(span.start()))
                .forEach(span -> add(counts.computeIfAbsent(new Operation(span.name(), span.kind()), _ -> new SpanCounts()), span));
        double seconds = aligned.length().toMillis() / 1e3;
        return SpanCounts.worstFirst(counts.entrySet().stream()
                .map(e -> e.getValue().operation(e.getKey().name(), e.getKey().kind(), seconds)));
    }

    @Override
    public List<ServiceEdge> edges(TimeRange range) {
        return CallEdges.of(rows.spans(), TimeBuckets.ofWidth(range, Duration.ofMinutes(1)).range());
    }

    @Override
    public List<VersionChange> versionChanges(TimeRange range) {
        return rows.spans().stream().map(Span::service).distinct().flatMap(service -> versions(service).stream())
                .filter(change -> range.contains(change.firstSeen()) && !change.version().isEmpty())
                .sorted(Comparator.comparing(VersionChange::firstSeen).thenComparing(VersionChange::service)).toList();
    }

    private List<VersionChange> versions(String service) {
        Map<String, Instant> first = new TreeMap<>();
        rows.spans().stream().filter(span -> span.service().equals(service)).forEach(span -> first.merge(
                span.resource().getOrDefault("service.version", ""), millis(span.start()), (a, b) -> a.isBefore(b) ? a : b));
        return first.entrySet().stream().map(e -> new VersionChange(service, e.getKey(), e.getValue())).toList();
    }

    private SpanCounts[] counts(TimeBuckets time, Predicate<Span> wanted) {
        SpanCounts[] counts = Stream.generate(SpanCounts::new).limit(time.count()).toArray(SpanCounts[]::new);
        rows.spans().stream().filter(span -> time.range().contains(span.start())).filter(wanted)
                .forEach(span -> add(counts[time.indexOf(span.start())], span));
        return counts;
    }

    private static void add(SpanCounts counts, Span span) {
        counts.add(DurationHistogram.bucketOf(span.durationNanos()), 1, span.failed());
    }

    private static boolean isRequest(Span span) {
        return span.kind().equals("Server") || span.kind().equals("Consumer");
    }

    private static String instance(Span span) {
        var resource = span.resource();
        return Stream.of("service.instance.id", "k8s.pod.uid").map(key -> resource.getOrDefault(key, "")).filter(id -> !id.isEmpty()).findFirst()
                .orElse(resource.getOrDefault("host.name", "") + ":" + resource.getOrDefault("process.pid", ""));
    }

    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
