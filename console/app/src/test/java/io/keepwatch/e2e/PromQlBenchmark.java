package io.keepwatch.e2e;

import io.keepwatch.clickhouse.ClickHouseEndpoint;
import io.keepwatch.clickhouse.embedded.EmbeddedClickHouse;
import io.keepwatch.clickhouse.sealing.MetricStorageBenchmark;
import io.keepwatch.clickhouse.sealing.ScrapeRecipe;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.io.IOException;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prints what samples cost on disk, then asks Keepwatch and, where it is installed, Debian's Prometheus the same questions over the same
/// day of samples, by HTTP, and prints time, CPU and whether the answers agree. Not a test: `./keepwatch bench promql` runs the main method; the arguments are the number
/// of targets with a hundred series each, and how often each question is asked.
final class PromQlBenchmark {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final double TICKS_PER_SECOND = 100;
    /// As the launcher starts it; the other tests' options are for short lives.
    private static final List<String> AS_LAUNCHED = List.of("-Xmx1g", "-XX:+UseG1GC");

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
    private final TestStore store;
    private final @Nullable PrometheusServer prometheus;
    private final HttpClient http;
    private final Instant end;
    private final int runs;

    private PromQlBenchmark(RunningKeepwatch keepwatch, TestStore store, @Nullable PrometheusServer prometheus, HttpClient http, Instant end, int runs) {
        this.keepwatch = keepwatch;
        this.store = store;
        this.prometheus = prometheus;
        this.http = http;
        this.end = end;
        this.runs = runs;
    }

    /// Medians in milliseconds, for one run.
    private record Measured(double wall, double cpu, String body) {}

    public static void main(String[] arguments) throws Exception {
        int targets = Integer.parseInt(arguments[0]);
        int runs = Integer.parseInt(arguments[1]);
        Path directory = Files.createTempDirectory("keepwatch-promql-bench-");
        MetricStorageBenchmark.main(arguments);
        Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        try (var http = HttpClient.newHttpClient();
                var children = new ChildProcesses(directory.resolve("run"));
                var engine = new EmbeddedClickHouse(children, directory.resolve("clickhouse"), Clock.systemUTC())) {
            engine.start();
            try (var store = new TestStore(engine);
                    var prometheus = Files.isExecutable(PrometheusServer.PROGRAM) ? new PrometheusServer(directory, children, http) : null) {
                long samples = fill(store, prometheus, new ScrapeRecipe(targets, end.minus(DAY).toEpochMilli()));
                try (var keepwatch = start(store, engine.current(), directory.resolve("home"))) {
                    new PromQlBenchmark(keepwatch, store, prometheus, http, end, runs).print(targets, samples);
                }
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static long fill(TestStore store, @Nullable PrometheusServer prometheus, ScrapeRecipe recipe) throws IOException, InterruptedException {
        long samples = 0;
        for (int hour = 0; hour < DAY.toHours(); hour++) {
            List<SampleColumn> columns = recipe.hour(hour);
            samples += columns.stream().mapToLong(column -> column.times().length).sum();
            MetricStorageBenchmark.store(store, columns);
            for (int from = 0; prometheus != null && from < columns.size(); from += ScrapeRecipe.SERIES_OF_TARGET) {
                prometheus.write(columns.subList(from, from + ScrapeRecipe.SERIES_OF_TARGET));
            }
        }
        return samples;
    }

    private static RunningKeepwatch start(TestStore store, ClickHouseEndpoint endpoint, Path home) {
        return RunningKeepwatch.start(home, AS_LAUNCHED, Map.of(
                "KEEPWATCH_CLICKHOUSE_URL", endpoint.url() + "/" + store.text("SELECT currentDatabase()"),
                "KEEPWATCH_CLICKHOUSE_USER", endpoint.writer().user(), "KEEPWATCH_CLICKHOUSE_PASSWORD", endpoint.writer().password().reveal()));
    }

    private void print(int targets, long samples) throws IOException, InterruptedException {
        System.out.printf("%,d series, %,d samples of a day; %d processors, Java %s, ClickHouse %s, Prometheus %s; median of %d%n",
                targets * ScrapeRecipe.SERIES_OF_TARGET, samples, Runtime.getRuntime().availableProcessors(), Runtime.version(),
                store.text("SELECT version()"), prometheus == null ? "not installed" : version(), runs);
        System.out.println("Milliseconds by HTTP, answer read to its end; CPU of each process for one answer; ratio: wall of Keepwatch / wall of Prometheus");
        System.out.printf("%-86s %-11s %8s %6s %10s %7s %11s | %8s %6s | %5s %s%n", "query", "range", "wall", "Java", "ClickHouse", "MB read",
                "samples", "wall", "CPU", "ratio", "answers");
        for (String query : QUERIES) {
            for (Shape shape : SHAPES) {
                print(query, shape);
            }
        }
    }

    private void print(String query, Shape shape) throws IOException, InterruptedException {
        String path = path(query, shape);
        String since = store.text("SELECT toString(now64(6))");
        Measured ours = measure(keepwatch.url(path), RunningKeepwatch.basic("admin", RunningKeepwatch.ADMIN_PASSWORD), keepwatch.pid());
        store.client().execute("SYSTEM FLUSH LOGS query_log", Map.of());
        double asked = store.number("SELECT intDiv(sum(ProfileEvents['OSCPUVirtualTimeMicroseconds']), " + (2 * runs + 1) + ") " + logged(since)) / 1e3;
        double megabytes = store.number("SELECT intDiv(sum(ProfileEvents['NetworkSendBytes']), " + (2 * runs + 1) + ") " + logged(since)) / 1e6;
        String stats = send(keepwatch.url(path + "&stats=all"), RunningKeepwatch.basic("admin", RunningKeepwatch.ADMIN_PASSWORD));
        long touched = JsonMapper.shared().readTree(stats).at("/data/stats/samples/totalQueryableSamples").asLong();
        System.out.printf("%-86s %-11s %8.1f %6.0f %10.0f %7.1f %,11d | ", query, shape.name, ours.wall, ours.cpu, asked, megabytes, touched);
        if (prometheus == null) {
            System.out.println();
            return;
        }
        Measured theirs = measure(prometheus.url(path), null, prometheus.pid());
        System.out.printf("%8.1f %6.0f | %5.2f %s%n", theirs.wall, theirs.cpu, ours.wall / theirs.wall, agreement(ours.body, theirs.body));
    }

    private static String logged(String since) {
        return "FROM system.query_log WHERE event_date >= today() - 1 AND type != 'QueryStart' AND log_comment = 'keepwatch promql'"
                + " AND query_start_time_microseconds >= toDateTime64('" + since + "', 6)";
    }

    private String path(String query, Shape shape) {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        return shape.range == null ? "/api/v1/query?query=" + encoded + "&time=" + end.minusSeconds(30).getEpochSecond() + ".05"
                : "/api/v1/query_range?query=" + encoded + "&start=" + end.minus(shape.range).getEpochSecond() + ".05&end=" + end.getEpochSecond() + ".05"
                        + "&step=" + shape.step.toSeconds();
    }

    private Measured measure(String url, @Nullable String authorization, long pid) throws IOException, InterruptedException {
        String body = send(url, authorization);
        for (int run = 0; run < runs; run++) {
            send(url, authorization); // not counted: Java compiles what is used often
        }
        double[] walls = new double[runs];
        double cpu = cpuMillis(pid);
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            send(url, authorization);
            walls[run] = (System.nanoTime() - start) / 1e6;
        }
        cpu = (cpuMillis(pid) - cpu) / runs;
        Arrays.sort(walls);
        return new Measured(walls[runs / 2], cpu, body);
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
