package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.services.ServiceSummary;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The sentence a tired person can act on, and the line of evidence under it.
///
/// @param service the service to open, empty when all is quiet
public record Answer(State tone, String sentence, String detail, String service) {

    /// A version that appeared this long before the trouble is told beside it.
    private static final Duration SUSPECT = Duration.ofMinutes(15);
    /// The onset is estimated from buckets, the first span of a version is exact.
    private static final Duration TOLERANCE = Duration.ofSeconds(90);

    public static Answer of(Landscape landscape, List<Change> changes, TimeFormat times, Instant now) {
        return landscape.culprit()
                .map(worst -> new Answer(landscape.services().getFirst().state(), sentence(worst, landscape.windows(), times, now),
                        detail(worst, landscape, changes, times, now), worst.name()))
                .orElseGet(() -> quiet(landscape, changes));
    }

    /// "quotes-api fails 31 % of its requests since about 14:02"; "failed", when the last minute was calm again
    public static String sentence(Health health, Windows windows, TimeFormat times, Instant now) {
        String since = health.onset().map(onset -> " " + onset.words(times, now)).orElse("");
        return switch (health.trouble()) {
            case FAILING -> health.name() + (windows.live() && health.since() != null ? " fails " : " failed ") + failures(health.now())
                    + (windows.live() && health.since() == null ? " in the last " + Format.age(windows.recent().length()) : since);
            case SLOW -> health.name() + (windows.live() ? " is slow" : " was slow") + since;
            case SILENT -> health.name() + " has sent nothing since " + times.near(health.range().lastSpan(), now);
            case NONE -> health.name() + (windows.live() ? " is quiet" : " was quiet");
        };
    }

    /// "31 % of its requests", "3 of 7 requests" where a percentage would feign precision
    static String failures(ServiceSummary summary) {
        return few(summary) ? Format.count(summary.errors()) + " of " + Format.count(summary.requests(), "request")
                : Format.percent(summary.errorShare()) + " of its requests";
    }

    /// Counts say more than ratios.
    public static boolean few(ServiceSummary summary) {
        return few(summary.requestRate(), summary.requests());
    }

    public static boolean few(double requestRate, long requests) {
        return requestRate < 1 && requests < 100;
    }

    /// "31 %" or "3 of 7"
    public static String share(ServiceSummary summary) {
        if (summary.requests() == 0) {
            return Format.NONE;
        }
        return few(summary) && summary.errors() > 0 ? summary.errors() + " of " + Format.count(summary.requests()) : Format.percent(summary.errorShare());
    }

    private static String detail(Health worst, Landscape landscape, List<Change> changes, TimeFormat times, Instant now) {
        var parts = new ArrayList<String>();
        if (worst.slow()) {
            parts.add("p95 is " + Format.duration(worst.now().p95Nanos()) + ", normal " + Format.duration(Math.round(worst.normal().p95Nanos())) + ".");
        }
        suspect(worst, changes).ifPresent(change -> parts.add(suspicion(change, times, now)));
        List<String> behind = landscape.mayBeBehind(worst);
        if (!behind.isEmpty()) {
            parts.add("It calls " + String.join(", ", behind) + "; whether its failures come from there is not known yet.");
        }
        List<Health> victims = landscape.victims(worst.name());
        if (!victims.isEmpty()) {
            String who = victims.stream().map(v -> v.name() + " (" + share(v.now()) + ")").collect(Collectors.joining(", "));
            parts.add(victims.stream().anyMatch(landscape::uncounted)
                    ? "Most likely passed on by " + who + "; single calls are not counted yet."
                    : "Passed on by " + who + ".");
        }
        List<Health> others = landscape.services().stream()
                .filter(health -> health.state().bad() && !health.equals(worst) && !victims.contains(health)).toList();
        if (!others.isEmpty()) {
            parts.add("Also: " + others.stream().limit(3).map(Answer::inShort).collect(Collectors.joining(", "))
                    + (others.size() > 3 ? " and " + (others.size() - 3) + " more" : "") + ".");
        }
        if (parts.isEmpty()) {
            int rest = landscape.services().size() - 1;
            parts.add(rest == 0 ? "It is the only service." : rest == 1 ? "The other service is quiet." : "The other " + rest + " services are quiet.");
        }
        return String.join(" ", parts);
    }

    private static String inShort(Health health) {
        return health.name() + switch (health.trouble()) {
            case FAILING -> " fails " + share(health.now());
            case SLOW -> " is slow";
            case SILENT -> " is silent";
            case NONE -> "";
        };
    }

    private static String suspicion(Change change, TimeFormat times, Instant now) {
        return change.previous().isEmpty()
                ? change.service() + " " + change.version() + " started at " + times.near(change.at(), now) + "."
                : change.service() + " changed from " + change.previous() + " to " + change.version() + " at " + times.near(change.at(), now) + ".";
    }

    /// The change just before the trouble began: of the service itself, else of any.
    public static Optional<Change> suspect(Health health, List<Change> changes) {
        return health.onset().filter(onset -> !onset.earlier()).flatMap(onset -> {
            List<Change> near = changes.reversed().stream()
                    .filter(c -> !c.at().isAfter(onset.at().plus(TOLERANCE)) && c.at().isAfter(onset.at().minus(SUSPECT))).toList();
            return near.stream().filter(change -> change.service().equals(health.name())).findFirst().or(() -> near.stream().findFirst());
        });
    }

    private static Answer quiet(Landscape landscape, List<Change> changes) {
        List<Health> all = landscape.services();
        boolean live = landscape.windows().live();
        long asked = all.stream().filter(health -> health.now().requests() > 0).count();
        if (asked == 0) {
            return new Answer(State.IDLE, live ? "No requests now" : "There were no requests",
                    Format.count(all.size(), "service") + (all.size() == 1 ? " is" : " are") + " known; none serves requests in this time.", "");
        }
        double rate = all.stream().mapToDouble(health -> health.now().requestRate()).sum();
        long requests = all.stream().mapToLong(health -> health.now().requests()).sum();
        long errors = all.stream().mapToLong(health -> health.now().errors()).sum();
        String who = all.size() == 1 ? all.getFirst().name() + (live ? " is quiet" : " was quiet")
                : all.size() == 2 ? "Both services " + (live ? "are" : "were") + " quiet"
                : "All " + all.size() + " services " + (live ? "are" : "were") + " quiet";
        String changed = changes.isEmpty() ? "no new version in this time" : Format.count(changes.size(), "new version") + " in this time";
        return new Answer(State.GOOD, who, Format.rate(rate) + " requests, " + Format.percent((double) errors / requests) + " failed, " + changed + ".", "");
    }
}
