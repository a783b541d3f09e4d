package io.keepwatch.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
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

/// Opens the console's pages over the last hour of five million spans in Chromium, from the menu and in a new tab, and prints how long
/// each takes until it answers a click, until nothing is being read any more, and what it asked of ClickHouse, which says so itself in
/// its query log. Not a test: `./keepwatch bench reads` runs the main method; the arguments are the number of spans in an hour and how
/// often each page is opened.
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

    /// Milliseconds until the range picker, clicked as soon as it stood, had asked the server and was open, and until all was read.
    private record Shown(long interactive, long all) {}

    /// What one opening took, by a click in the console and in a new tab, and in ClickHouse from the first question to the last answer.
    private record Opening(Shown click, Shown tab, long questions, long store, long cpu) {}

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
        System.out.println("Milliseconds. interactive: until a click is answered by the server; all: until nothing is being read; store: from the first"
                + " question to the last answer, and CPU: of all questions, in ClickHouse, for one opening in a new tab");
        System.out.printf("%-66s %17s %17s%n", "", "click in console", "new tab");
        System.out.printf("%-66s %11s %5s %11s %5s %9s %6s %6s%n", "page", "interactive", "all", "interactive", "all", "questions", "store", "CPU");
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
                new Subject("/metrics?m=traces_spanmetrics_calls_total&by=service", ".kw-metric-legend"));
    }

    private void measure(BrowserContext visitor, Subject subject, String time) {
        String path = time.isEmpty() ? subject.path : subject.path + (subject.path.contains("?") ? "&" : "?") + time;
        inNewTab(visitor, subject, path); // not counted
        String from = serverTime();
        List<Opening> measured = new ArrayList<>();
        for (int run = 0; run < openings; run++) {
            Shown click = byClick(visitor, subject, path);
            String start = serverTime();
            measured.add(asked(click, inNewTab(visitor, subject, path), start));
        }
        System.out.printf("%-66s %11d %5d %11d %5d %9d %6d %6d%n", subject.path,
                median(measured, opening -> opening.click.interactive), median(measured, opening -> opening.click.all),
                median(measured, opening -> opening.tab.interactive), median(measured, opening -> opening.tab.all),
                median(measured, Opening::questions), median(measured, Opening::store), median(measured, Opening::cpu));
        dearest(from).forEach(question -> System.out.println("    " + question));
    }

    private Shown inNewTab(BrowserContext visitor, Subject subject, String path) {
        try (Page page = visitor.newPage()) {
            long start = System.nanoTime();
            page.navigate(keepwatch.url(path), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            return shown(page, subject, start);
        }
    }

    /// As a link of the menu does it, from a page that reads little.
    private Shown byClick(BrowserContext visitor, Subject subject, String path) {
        try (Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/settings/access"));
            page.waitForSelector("h1");
            long start = System.nanoTime();
            page.evaluate("""
                    path => {
                        document.querySelector('vaadin-app-layout > :not([slot])').dataset.left = '';
                        const link = document.createElement('a');
                        link.href = path;
                        link.setAttribute('router-link', '');
                        document.body.append(link);
                        link.click();
                        link.remove();
                    }""", path);
            page.waitForSelector("vaadin-app-layout > :not([slot]):not([data-left])");
            return shown(page, subject, start);
        }
    }

    private Shown shown(Page page, Subject subject, long start) {
        page.waitForSelector("h1");
        page.click("#time-range");
        page.waitForFunction("() => [...document.querySelectorAll('.kw-range-fields vaadin-text-field')].some(field => field.value)");
        long interactive = System.nanoTime() - start;
        page.keyboard().press("Escape");
        page.waitForSelector(subject.ready);
        page.waitForFunction(READS_NOTHING, null, new Page.WaitForFunctionOptions().setTimeout(LONGEST.toMillis()));
        return new Shown(interactive / 1_000_000, (System.nanoTime() - start) / 1_000_000);
    }

    private String serverTime() {
        return store.text("SELECT toString(now64(6))");
    }

    private Opening asked(Shown click, Shown tab, String since) {
        store.client().execute("SYSTEM FLUSH LOGS query_log", Map.of());
        String[] sums = store.text("""
                SELECT concat(toString(count()), ' ',
                    toString(intDiv(dateDiff('microsecond', min(query_start_time_microseconds), max(event_time_microseconds)), 1000)), ' ',
                    toString(intDiv(sum(ProfileEvents['OSCPUVirtualTimeMicroseconds']), 1000)))
                FROM system.query_log WHERE %s""".formatted(ofPages(since))).split(" ");
        return new Opening(click, tab, Long.parseLong(sums[0]), Long.parseLong(sums[1]), Long.parseLong(sums[2]));
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
