package io.keepwatch.e2e;

import static org.awaitility.Awaitility.await;

import io.keepwatch.clickhouse.embedded.EmbeddedClickHouse;
import io.keepwatch.clickhouse.sealing.MetricStorageBenchmark;
import io.keepwatch.clickhouse.sealing.ScrapeRecipe;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prints what samples cost on disk, then asks Keepwatch and, where it is installed, Debian's Prometheus the same questions over the same
/// day of samples, by HTTP, and prints time, CPU and whether the answers agree: first with the embedded ClickHouse, which is how Keepwatch
/// is started, then with one to which others may write, too, so that nothing is remembered. Not a test: `./keepwatch bench promql` runs
/// the main method; the arguments are the number of targets with a hundred series each, how often each question is asked, and the heap of
/// Keepwatch, which decides how many samples it remembers.
final class PromQlBenchmark {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final double TICKS_PER_SECOND = 100;
    private static final String ADMIN = RunningKeepwatch.basic("admin", RunningKeepwatch.ADMIN_PASSWORD);

    private static final List<String> QUERIES = List.of(
            "rate(app_duration_seconds_bucket[5m])",
            "sum by (job) (rate(app_duration_seconds_bucket[5m]))",
            "histogram_quantile(0.95, sum by (le, job) (rate(app_duration_seconds_bucket[5m])))",
            "avg by (job) ({__name__=~\"app_level_.+\"})",
            "app_level_1 / on (instance) group_left app_limit_1",
            "max_over_time(app_level_1[1h])");

    /// @param range null for an instant query @param step of a range
    private record Shape(String name, @Nullable Duration range, Duration step) {}

    private static final List<Shape> SHAPES = List.of(new Shape("instant", null, Duration.ZERO),
            new Shape("1 h / 15 s", HOUR, Duration.ofSeconds(15)), new Shape("24 h / 60 s", DAY, Duration.ofSeconds(60)));

    private final RunningKeepwatch keepwatch;
    private final @Nullable PrometheusServer prometheus;
    private final HttpClient http;
    private final Instant end;
    private final int runs;

    private PromQlBenchmark(RunningKeepwatch keepwatch, @Nullable PrometheusServer prometheus, HttpClient http, Instant end, int runs) {
        this.keepwatch = keepwatch;
        this.prometheus = prometheus;
        this.http = http;
        this.end = end;
        this.runs = runs;
    }

    /// Of one answer: the median, and the process' CPU, in milliseconds.
    ///
    /// @param began when the answers that count began
    private record Measured(double wall, double cpu, int runs, Instant began, Instant ended, String body) {}

    private record Row(String query, Shape shape, double first, Measured ours, long touched, @Nullable Measured theirs) {}

    public static void main(String[] arguments) throws Exception {
        int targets = Integer.parseInt(arguments[0]);
        int runs = Integer.parseInt(arguments[1]);
        // as the launcher starts it; the other tests' options are for short lives
        List<String> asLaunched = List.of("-Xmx" + arguments[2], "-XX:+UseG1GC");
        Path directory = Files.createTempDirectory("keepwatch-promql-bench-");
        Path home = directory.resolve("home");
        Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        try (var http = HttpClient.newHttpClient();
                var children = new ChildProcesses(directory.resolve("run"));
                var prometheus = Files.isExecutable(PrometheusServer.PROGRAM) ? new PrometheusServer(directory, children, http) : null) {
            System.out.printf("%d processors, load %.1f, Java %s, KEEPWATCH_HEAP=%s, %d runs%n", Runtime.getRuntime().availableProcessors(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), Runtime.version(), arguments[2], runs);
            try (var engine = new EmbeddedClickHouse(children, home.resolve("clickhouse"), Clock.systemUTC())) {
                engine.start();
                fill(engine, prometheus, directory, new ScrapeRecipe(targets, end.minus(DAY).toEpochMilli()));
                String instance = System.getenv("KEEPWATCH_BENCH_HOME");
                if (instance != null) {
                    MetricStorageBenchmark.ofInstance(Path.of(instance, "clickhouse"), engine, children, directory.resolve("instance"));
                }
            }
            try (var keepwatch = RunningKeepwatch.start(home, asLaunched, Map.of())) {
                new PromQlBenchmark(keepwatch, prometheus, http, end, runs).print("the embedded ClickHouse");
            }
            try (var engine = new EmbeddedClickHouse(children, home.resolve("clickhouse"), Clock.systemUTC())) {
                engine.start();
                try (var keepwatch = RunningKeepwatch.start(directory.resolve("other-home"), asLaunched, external(engine))) {
                    new PromQlBenchmark(keepwatch, prometheus, http, end, runs).print("a ClickHouse that others may write to");
                }
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static void fill(EmbeddedClickHouse engine, @Nullable PrometheusServer prometheus, Path directory, ScrapeRecipe recipe)
            throws IOException, InterruptedException {
        try (var store = new TestStore(engine, "keepwatch"); var storage = new MetricStorageBenchmark(store, directory.resolve("blocks"))) {
            for (int hour = 0; hour < DAY.toHours(); hour++) {
                List<SampleColumn> columns = recipe.hour(hour);
                storage.hour(columns);
                for (int from = 0; prometheus != null && from < columns.size(); from += ScrapeRecipe.SERIES_OF_TARGET) {
                    prometheus.write(columns.subList(from, from + ScrapeRecipe.SERIES_OF_TARGET));
                }
            }
            storage.print("a day of scrapes at 15 s");
        }
    }

    private static Map<String, String> external(EmbeddedClickHouse engine) throws InterruptedException {
        engine.awaitUp(Duration.ofMinutes(1));
        var endpoint = engine.current();
        return Map.of("KEEPWATCH_CLICKHOUSE_URL", endpoint.url() + "/keepwatch",
                "KEEPWATCH_CLICKHOUSE_USER", endpoint.writer().user(), "KEEPWATCH_CLICKHOUSE_PASSWORD", endpoint.writer().password().reveal());
    }

    private void print(String where) throws IOException, InterruptedException {
        Map<String, Double> first = new HashMap<>();
        for (String path : paths()) {
            first.put(path, walls(keepwatch.url(path), ADMIN, 1, Duration.ZERO)[0]);
            walls(keepwatch.url(path), ADMIN, runs, QUICK); // not counted: Java compiles what is used often
        }
        List<Row> rows = new ArrayList<>();
        for (String query : QUERIES) {
            for (Shape shape : SHAPES) {
                rows.add(row(query, shape, first.get(path(query, shape))));
            }
        }
        awaitQueryLog();
        System.out.printf("%nWith %s. Milliseconds by HTTP, answer read to its end: the first, and the median of the others; CPU of each process and bytes%n"
                + "from ClickHouse for one of the others; ratio: wall of Keepwatch / wall of Prometheus%s%n%n", where, prometheus == null ? "" : " " + version());
        System.out.printf("%-84s %-11s %7s %7s %5s %10s %7s %11s | %8s %6s | %5s %s%n", "query", "range", "first", "wall", "Java", "ClickHouse",
                "MB read", "samples", "wall", "CPU", "ratio", "answers");
        rows.forEach(this::print);
    }

    private List<String> paths() {
        return QUERIES.stream().flatMap(query -> SHAPES.stream().map(shape -> path(query, shape))).toList();
    }

    private Row row(String query, Shape shape, double first) throws IOException, InterruptedException {
        String path = path(query, shape);
        Measured ours = measure(keepwatch.url(path), ADMIN, keepwatch.pid());
        String stats = send(keepwatch.url(path + "&stats=all"), ADMIN);
        long touched = JsonMapper.shared().readTree(stats).at("/data/stats/samples/totalQueryableSamples").asLong();
        return new Row(query, shape, first, ours, touched, prometheus == null ? null : measure(prometheus.url(path), null, prometheus.pid()));
    }

    private void print(Row row) {
        System.out.printf("%-84s %-11s %7.1f %7.1f %5.0f %10.1f %7.2f %,11d | ", row.query, row.shape.name, row.first, row.ours.wall, row.ours.cpu,
                logged(row.ours, "ProfileEvents['OSCPUVirtualTimeMicroseconds']") / 1e3, logged(row.ours, "ProfileEvents['NetworkSendBytes']") / 1e6, row.touched);
        System.out.println(row.theirs == null ? "" : "%8.1f %6.0f | %5.2f %s".formatted(row.theirs.wall, row.theirs.cpu,
                row.ours.wall / row.theirs.wall, agreement(row.ours.body, row.theirs.body)));
    }

    private double logged(Measured measured, String figure) {
        String sum = keepwatch.sql("SELECT toString(sum(%s)) FROM system.query_log WHERE type != 'QueryStart' AND log_comment = 'keepwatch promql' AND %s"
                .formatted(figure, "query_start_time_microseconds BETWEEN fromUnixTimestamp64Micro(%d) AND fromUnixTimestamp64Micro(%d)".formatted(
                        measured.began.toEpochMilli() * 1000, measured.ended.toEpochMilli() * 1000)));
        return Double.parseDouble(sum.lines().toList().getLast()) / measured.runs;
    }

    /// ClickHouse writes it every few seconds.
    private void awaitQueryLog() {
        String mark = "SELECT 'mark-" + System.nanoTime() + "'";
        keepwatch.sql(mark);
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofSeconds(1)).until(() -> keepwatch.sql(
                "SELECT toString(count()) FROM system.query_log WHERE type = 'QueryFinish' AND startsWith(query, '" + mark.replace("'", "''") + "')")
                .lines().toList().getLast().equals("1"));
    }

    private String path(String query, Shape shape) {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        return shape.range == null ? "/api/v1/query?query=" + encoded + "&time=" + end.minusSeconds(30).getEpochSecond() + ".05"
                : "/api/v1/query_range?query=" + encoded + "&start=" + end.minus(shape.range).getEpochSecond() + ".05&end=" + end.getEpochSecond() + ".05"
                        + "&step=" + shape.step.toSeconds();
    }

    private Measured measure(String url, @Nullable String authorization, long pid) throws IOException, InterruptedException {
        String body = send(url, authorization);
        walls(url, authorization, runs, QUICK);
        Instant began = Instant.now();
        double cpu = cpuMillis(pid);
        double[] walls = walls(url, authorization, runs, QUICK);
        cpu = (cpuMillis(pid) - cpu) / walls.length;
        return new Measured(walls[walls.length / 2], cpu, walls.length, began, Instant.now(), body);
    }

    /// So often, and for so long; in ascending order.
    private double[] walls(String url, @Nullable String authorization, int atLeast, Duration atLeastFor) throws IOException, InterruptedException {
        List<Double> walls = new ArrayList<>();
        long enough = System.nanoTime() + atLeastFor.toNanos();
        while (walls.size() < atLeast || System.nanoTime() < enough) {
            long start = System.nanoTime();
            send(url, authorization);
            walls.add((System.nanoTime() - start) / 1e6);
        }
        return walls.stream().mapToDouble(wall -> wall).sorted().toArray();
    }

    private String send(String url, @Nullable String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(url + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private String version() throws IOException, InterruptedException {
        return prometheus == null ? "" : JsonMapper.shared().readTree(send(prometheus.url("/api/v1/status/buildinfo"), null)).at("/data/version").asString();
    }

    /// User and system time of the process; the fourteenth and fifteenth field, counted behind the name in brackets.
    private static double cpuMillis(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1e3 / TICKS_PER_SECOND;
    }

    /// How many values are not the same, to a millionth. Where a sample lies right on the start of a window, Prometheus 2 counts it and
    /// Prometheus 3 does not, and neither do we.
    private static String agreement(String ours, String theirs) {
        Map<String, Map<Double, Double>> mine = values(ours);
        Map<String, Map<Double, Double>> other = values(theirs);
        if (!mine.keySet().equals(other.keySet())) {
            return "other series: " + mine.size() + " and " + other.size();
        }
        long all = other.values().stream().mapToLong(Map::size).sum();
        long same = mine.entrySet().stream().mapToLong(series -> series.getValue().entrySet().stream()
                .filter(point -> same(point.getValue(), other.get(series.getKey()).get(point.getKey()))).count()).sum();
        return same == all ? "agree" : "%,d of %,d differ".formatted(all - same, all);
    }

    private static boolean same(double ours, @Nullable Double theirs) {
        return theirs != null && (Double.compare(ours, theirs) == 0 || Math.abs(ours - theirs) <= 1e-6 * Math.max(Math.abs(ours), Math.abs(theirs)));
    }

    /// The values of each series by time.
    private static Map<String, Map<Double, Double>> values(String body) {
        Map<String, Map<Double, Double>> series = new HashMap<>();
        for (JsonNode one : JsonMapper.shared().readTree(body).at("/data/result")) {
            Map<Double, Double> values = new HashMap<>();
            JsonNode points = one.has("values") ? one.get("values") : JsonMapper.shared().createArrayNode().add(one.get("value"));
            points.forEach(point -> values.put(point.get(0).asDouble(), Double.valueOf(point.get(1).asString())));
            series.put(one.get("metric").toString(), values);
        }
        return series;
    }
}
