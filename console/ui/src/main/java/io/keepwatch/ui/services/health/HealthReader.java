package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.services.ServiceSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads what services did and judges them. A handful of queries, whatever their number: only of those whose figures
/// are suspicious the history is read.
@Component
public class HealthReader {

    private static final int SPARKLINE_POINTS = 40;
    private static final int LOOK_BACK_POINTS = 360;
    private static final int MOST_HISTORIES = 8;
    /// Edges are counted by whole minutes, and up to this much later.
    private static final Duration EDGES_LATE = Duration.ofSeconds(30);
    private static final Duration EDGES_RECENT = Duration.ofMinutes(5);

    private final ServiceReader services;

    HealthReader(ServiceReader services) {
        this.services = services;
    }

    /// Every service, worst first.
    public Landscape landscape(Windows windows) {
        List<ServiceSummary> all = services.services(windows.range(), SPARKLINE_POINTS);
        if (all.isEmpty()) {
            return new Landscape(windows, List.of(), List.of());
        }
        Map<String, ServiceSummary> now = windows.recent().equals(windows.range()) ? byName(all) : byName(services.services(windows.recent(), 1));
        Map<String, ServiceSummary> then = byName(services.services(windows.dayBefore(), 1));
        var judged = new ArrayList<Health>();
        int histories = 0;
        for (ServiceSummary range : all) {
            ServiceSummary recent = now.getOrDefault(range.name(), nothing(range));
            Optional<Normal> normal = Optional.ofNullable(then.get(range.name())).flatMap(Normal::yesterday);
            boolean look = Health.suspicious(recent) && histories < MOST_HISTORIES;
            histories += look ? 1 : 0;
            judged.add(look ? withHistory(range, recent, normal, windows) : Health.judge(range, recent, normal.orElse(null), windows));
        }
        long failing = judged.stream().filter(health -> health.trouble() == Trouble.FAILING).count();
        return new Landscape(windows, judged.stream().sorted(Health.WORST_FIRST).toList(), failing == 0 ? List.of() : calls(windows));
    }

    /// One service with its normal and, when something is wrong, its onset; empty when it is unknown.
    public Optional<Health> one(String service, Windows windows) {
        return services.services(windows.range(), SPARKLINE_POINTS).stream().filter(summary -> summary.name().equals(service)).findFirst().map(range -> {
            ServiceSummary recent = windows.recent().equals(windows.range()) ? range
                    : byName(services.services(windows.recent(), 1)).getOrDefault(service, nothing(range));
            Optional<Normal> normal = Optional.ofNullable(byName(services.services(windows.dayBefore(), 1)).get(service)).flatMap(Normal::yesterday);
            return withHistory(range, recent, normal, windows);
        });
    }

    private Health withHistory(ServiceSummary range, ServiceSummary recent, Optional<Normal> yesterday, Windows windows) {
        TimeRange look = windows.lookBack();
        RedSeries red = services.red(range.name(), null, look, look.length().dividedBy(LOOK_BACK_POINTS));
        Normal normal = yesterday.or(() -> Normal.calmQuarter(red)).orElse(null);
        Health health = Health.judge(range, recent, normal, windows);
        return health.began(onset(health, red));
    }

    private static @Nullable Onset onset(Health health, RedSeries red) {
        return switch (health.trouble()) {
            // a third of the present share: clear of noise, and early on a slope
            case FAILING -> Onset.of(Normal.shares(red), red.start(), red.step(), Math.max(Health.WARNING_SHARE, health.now().errorShare() / 3)).orElse(null);
            case SLOW -> health.normal() == null ? null
                    : Onset.of(red.p95(), red.start(), red.step(), (health.normal().p95Nanos() + health.now().p95Nanos()) / 2).orElse(null);
            case SILENT, NONE -> null;
        };
    }

    /// Who called whom in the page's range, with the figures of the last minutes: none where nobody calls any more.
    public List<ServiceEdge> calls(Windows windows) {
        List<ServiceEdge> known = services.edges(windows.range());
        if (!windows.live() || known.isEmpty()) {
            return known;
        }
        Instant end = windows.range().to().minus(EDGES_LATE).truncatedTo(ChronoUnit.MINUTES);
        Duration length = windows.recent().length().compareTo(EDGES_RECENT) < 0 ? EDGES_RECENT : windows.recent().length();
        Map<List<String>, ServiceEdge> recent = services.edges(new TimeRange(end.minus(length), end)).stream()
                .collect(Collectors.toMap(HealthReader::ends, Function.identity()));
        return known.stream().map(edge -> recent.getOrDefault(ends(edge), quiet(edge)))
                .sorted(Comparator.comparingDouble(ServiceEdge::callRate).reversed()).toList();
    }

    private static List<String> ends(ServiceEdge edge) {
        return List.of(edge.source(), edge.target(), edge.targetKind().name());
    }

    private static ServiceEdge quiet(ServiceEdge edge) {
        return new ServiceEdge(edge.source(), edge.target(), edge.targetKind(), 0, 0, 0, 0);
    }

    private static Map<String, ServiceSummary> byName(List<ServiceSummary> summaries) {
        return summaries.stream().collect(Collectors.toMap(ServiceSummary::name, Function.identity()));
    }

    private static ServiceSummary nothing(ServiceSummary service) {
        return new ServiceSummary(service.name(), 0, 0, 0, 0, 0, 0, service.version(), service.versionSince(), service.lastSpan(), 0, List.of(), List.of());
    }
}
