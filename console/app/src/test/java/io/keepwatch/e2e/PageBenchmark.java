package io.keepwatch.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.keepwatch.clickhouse.ClickHouseEndpoint;
import io.keepwatch.clickhouse.embedded.EmbeddedClickHouse;
import io.keepwatch.clickhouse.reading.InventedTraffic;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.telemetry.TimeRange;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.springframework.util.FileSystemUtils;

/// Opens the console's pages over the last hour of five million spans in Chromium and prints how long each takes until nothing is
/// being read any more, and what it asked of ClickHouse, which says so itself in its query log. Not a test: `./keepwatch bench reads`
/// runs the main method; the arguments are the number of spans in an hour and how often each page is opened.
final class PageBenchmark {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration HOUR = Duration.ofHours(1);
    /// Time goes on while the pages are opened: the last hour is always full.
    private static final Duration AHEAD = Duration.ofMinutes(20);
    private static final String READS_NOTHING = "() => document.querySelectorAll('.kw-skeleton, [aria-busy=true], .kw-dimmed').length === 0";

    private final TestStore store;
    private final RunningKeepwatch keepwatch;
    private final int openings;

    private PageBenchmark(TestStore store, RunningKeepwatch keepwatch, int openings) {
        this.store = store;
        this.keepwatch = keepwatch;
        this.openings = openings;
    }

    /// @param ready shown when the page has what it is for, beyond reading nothing
    private record Subject(String path, String ready) {
        static Subject of(String path) {
            return new Subject(path, "h1");
        }
    }

    /// What one opening took: in the browser, and in ClickHouse from the first question to the last answer; milliseconds.
    private record Opening(long browser, long questions, long store, long cpu) {}

    public static void main(String[] arguments) throws Exception {
        long spans = Long.parseLong(arguments[0]);
        int openings = Integer.parseInt(arguments[1]);
        Path directory = Files.createTempDirectory("keepwatch-page-bench-");
        try (var children = new ChildProcesses(directory.resolve("run"));
                var engine = new EmbeddedClickHouse(children, directory.resolve("clickhouse"), Clock.systemUTC())) {
            engine.start();
            try (var store = new TestStore(engine)) {
                Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
                var range = new TimeRange(now.minus(HOUR), now.plus(AHEAD));
                System.err.printf("Inserting %,d spans in an hour …%n", spans);
                InventedTraffic.fill(store, range, spans * range.length().toMinutes() / HOUR.toMinutes());
                run(store, engine.current(), directory.resolve("home"), spans, openings, "");
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    /// @param time the range of the pages as a parameter of their addresses; empty for the last hour
    static void run(TestStore store, ClickHouseEndpoint endpoint, Path home, long spans, int openings, String time) {
        var environment = Map.of("KEEPWATCH_CLICKHOUSE_URL", endpoint.url() + "/" + store.text("SELECT currentDatabase()"),
                "KEEPWATCH_CLICKHOUSE_USER", endpoint.writer().user(), "KEEPWATCH_CLICKHOUSE_PASSWORD", endpoint.writer().password().reveal());
        try (var keepwatch = RunningKeepwatch.start(home, environment); var chromium = new Chromium()) {
            new PageBenchmark(store, keepwatch, openings).print(chromium, spans, time);
        }
    }

    private void print(Chromium chromium, long spans, String time) {
        System.out.printf("%,d spans and %,d log records in the hour; %d processors, Java %s, ClickHouse %s; median of %d openings; load of the machine %.1f%n",
                spans, spans * 2 / 5, Runtime.getRuntime().availableProcessors(), Runtime.version(), store.text("SELECT version()"), openings,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.println("browser: until nothing is being read; store: from the first question to the last answer; CPU: of all questions, in ClickHouse");
        System.out.printf("%-66s %8s %9s %8s %8s%n", "page", "browser", "questions", "store", "CPU");
        try (BrowserContext visitor = chromium.visitor(1440, 900, ColorScheme.DARK)) {
            try (Page page = visitor.newPage()) {
                page.navigate(keepwatch.url("/login"));
                Chromium.signIn(page, "admin", RunningKeepwatch.ADMIN_PASSWORD);
            }
            for (Subject subject : subjects()) {
                measure(visitor, subject, time);
            }
        }
    }

    private List<Subject> subjects() {
        String trace = store.text("SELECT TraceId FROM otel_traces WHERE StatusCode = 'Error' AND Timestamp < now() LIMIT 1");
        return List.of(Subject.of("/"), Subject.of("/services"), Subject.of("/services/service-3"), Subject.of("/map"),
                Subject.of("/traces"), Subject.of("/traces?q=service:service-3"), Subject.of("/traces?q=status:error"),
                Subject.of("/traces?q=http.route:/route/7"), Subject.of("/traces?q=user.id:77"), Subject.of("/traces?q=host.name:host-3"),
                Subject.of("/traces?q=duration:>500ms"), Subject.of("/traces?order=slowest"), Subject.of("/traces?order=most_errors"),
                Subject.of("/traces?q=service:service-3&order=slowest"), Subject.of("/traces?q=url.path:*/99999"),
                Subject.of("/traces/" + trace),
                Subject.of("/logs"), Subject.of("/logs?q=service:service-3 severity:>=error"), Subject.of("/logs?q=refused"), Subject.of("/logs?q=user.id:77"),
                Subject.of("/metrics"),
                new Subject("/metrics?m=traces_spanmetrics_duration_seconds&agg=p95&by=service", ".kw-metric-legend"),
                new Subject("/metrics?m=traces_spanmetrics_calls_total&by=service", ".kw-metric-legend"),
                new Subject("/metrics?m=bench_gauge_7&by=job", ".kw-metric-legend"));
    }

    private void measure(BrowserContext visitor, Subject subject, String time) {
        String path = time.isEmpty() ? subject.path : subject.path + (subject.path.contains("?") ? "&" : "?") + time;
        open(visitor, subject, path); // not counted
        String from = serverTime();
        List<Opening> measured = new ArrayList<>();
        for (int run = 0; run < openings; run++) {
            String start = serverTime();
            long nanos = open(visitor, subject, path);
            measured.add(asked(nanos / 1_000_000, start));
        }
        System.out.printf("%-66s %8d %9d %8d %8d%n", subject.path, median(measured, Opening::browser), median(measured, Opening::questions),
                median(measured, Opening::store), median(measured, Opening::cpu));
        dearest(from).forEach(question -> System.out.println("    " + question));
    }

    private long open(BrowserContext visitor, Subject subject, String path) {
        try (Page page = visitor.newPage()) {
            long start = System.nanoTime();
            page.navigate(keepwatch.url(path));
            page.waitForSelector(subject.ready);
            page.waitForFunction(READS_NOTHING, null, new Page.WaitForFunctionOptions().setTimeout(LONGEST.toMillis()));
            return System.nanoTime() - start;
        }
    }

    private String serverTime() {
        return store.text("SELECT toString(now64(6))");
    }

    private Opening asked(long browser, String since) {
        store.client().execute("SYSTEM FLUSH LOGS query_log", Map.of());
        String[] sums = store.text("""
                SELECT concat(toString(count()), ' ',
                    toString(intDiv(dateDiff('microsecond', min(query_start_time_microseconds), max(event_time_microseconds)), 1000)), ' ',
                    toString(intDiv(sum(ProfileEvents['OSCPUVirtualTimeMicroseconds']), 1000)))
                FROM system.query_log WHERE %s""".formatted(ofPages(since))).split(" ");
        return new Opening(browser, Long.parseLong(sums[0]), Long.parseLong(sums[1]), Long.parseLong(sums[2]));
    }

    /// The questions that took longest, with how often a page asks them.
    private List<String> dearest(String since) {
        return store.texts("""
                SELECT concat(lpad(toString(round(count() / %d)), 3), ' × ', lpad(toString(round(avg(query_duration_ms))), 5), ' ms, CPU ',
                    lpad(toString(round(avg(ProfileEvents['OSCPUVirtualTimeMicroseconds']) / 1000)), 5), ' ms  ',
                    substringUTF8(replaceRegexpAll(any(normalizeQuery(query)), '\\\\s+', ' '), 1, 150))
                FROM system.query_log WHERE %s GROUP BY normalized_query_hash
                HAVING avg(ProfileEvents['OSCPUVirtualTimeMicroseconds']) > 20000 ORDER BY sum(query_duration_ms) DESC LIMIT 6""".formatted(openings, ofPages(since)));
    }

    private static String ofPages(String since) {
        return "event_date >= today() - 1 AND type != 'QueryStart' AND log_comment = 'keepwatch page' AND query_start_time_microseconds >= toDateTime64('"
                + since + "', 6)";
    }

    private static long median(List<Opening> measured, ToLongFunction<Opening> of) {
        long[] sorted = measured.stream().mapToLong(of).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
