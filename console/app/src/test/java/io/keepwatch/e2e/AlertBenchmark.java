package io.keepwatch.e2e;

import io.keepwatch.clickhouse.sealing.ScrapeRecipe;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/// Sends samples as Prometheus would, every 30 seconds, evaluates five rules for each hundred series every 30 seconds, and prints how far
/// evaluation lags and what it costs beside ingest alone; before that, how soon people are told. Not a test: `./keepwatch bench alerts` runs
/// the main method; the arguments are the number of targets with a hundred series each, and how many minutes are measured.
final class AlertBenchmark implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration WARM_UP = Duration.ofMinutes(2);
    /// The first evaluation reads from ClickHouse what is remembered from then on.
    private static final int WARM_ROUNDS = 3;
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int TARGETS_OF_REQUEST = 50;
    private static final int TARGETS_OF_GROUP = 2;
    private static final double TICKS_PER_SECOND = 100;
    /// As the launcher starts it.
    private static final List<String> AS_LAUNCHED = List.of("-Xmx1g", "-XX:+UseG1GC");
    private static final Pattern METRIC = Pattern.compile("(keepwatch_(?:rule|alerts)\\w*)(?:\\{(?:rule_group|alertstate)=\"([^\"]*)\"})? (\\S+)");

    private static final String RULES = """
                  - {record: "instance:app_events:rate5m", expr: 'sum by (instance) (rate(app_events_0_total{instance="%1$s"}[5m]))'}
                  - alert: AppSlow
                    expr: histogram_quantile(0.95, sum by (le, instance) (rate(app_duration_seconds_bucket{instance="%1$s"}[5m]))) > 1000000
                    for: 2m
                    annotations: {summary: '{{ $labels.instance }} takes {{ $value | humanizeDuration }}'}
                  - alert: LevelHigh
                    expr: app_level_0{instance="%1$s"} > 580
                    annotations: {summary: '{{ $labels.pool }} of {{ $labels.instance }} is at {{ $value }}'}
                  - {alert: LevelOverLimit, expr: 'app_level_1{instance="%1$s"} / on (instance) group_left () app_limit_1{instance="%1$s"} > 1000000', for: 5m}
                  - {alert: MeasureGone, expr: 'avg_over_time(app_measure_0{instance="%1$s"}[10m]) > 1000000000', for: 5m}
            """;

    private final Path directory = Files.createTempDirectory("keepwatch-alert-bench-");
    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningKeepwatch keepwatch;
    private final int targets;
    private final List<SampleColumn> columns;
    private final AtomicInteger scrape = new AtomicInteger();

    private AlertBenchmark(int targets) throws IOException {
        this.targets = targets;
        this.columns = new ScrapeRecipe(targets, 0).hour(0);
        Path configuration = Files.writeString(directory.resolve("keepwatch.yaml"),
                "keepwatch: {alerting: {rules: ['rules/*.yaml'], evaluation-interval: " + INTERVAL.toSeconds() + "s}}\n");
        this.keepwatch = RunningKeepwatch.start(directory.resolve("home"), AS_LAUNCHED, Map.of("KEEPWATCH_CONFIG", configuration.toString()));
    }

    public static void main(String[] arguments) throws Exception {
        int minutes = Integer.parseInt(arguments[1]);
        AlertLatency.print(AS_LAUNCHED);
        try (var benchmark = new AlertBenchmark(Integer.parseInt(arguments[0]));
                var feeder = Executors.newSingleThreadScheduledExecutor()) {
            feeder.scheduleAtFixedRate(benchmark::send, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            benchmark.print(Duration.ofMinutes(minutes));
            feeder.shutdownNow();
        }
    }

    @Override
    public void close() throws IOException {
        keepwatch.close();
        http.close();
        FileSystemUtils.deleteRecursively(directory);
    }

    /// One sample of every series.
    private void send() {
        int round = scrape.getAndIncrement();
        long now = System.currentTimeMillis();
        var writer = new RemoteWriter(http, keepwatch.url("/api/v1/write"));
        int part = TARGETS_OF_REQUEST * ScrapeRecipe.SERIES_OF_TARGET;
        for (int from = 0; from < columns.size(); from += part) {
            try {
                writer.write(columns.subList(from, Math.min(from + part, columns.size())).stream().map(column -> new SampleColumn(column.labels(),
                        new long[] {now}, new double[] {column.values()[round % column.values().length]})).toList());
            } catch (IOException e) {
                System.err.println("Not sent: " + e.getMessage());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void print(Duration measured) throws IOException, InterruptedException {
        System.out.printf("%,d rules over %,d series, both every %d s, for %d minutes after %d or more to warm up; %d processors, Java %s%n",
                targets * 5, columns.size(), INTERVAL.toSeconds(), measured.toMinutes(), WARM_UP.toMinutes(),
                Runtime.getRuntime().availableProcessors(), Runtime.version());
        System.out.println("Processors in use by Keepwatch and by its ClickHouse; seconds from a slot to the start of its evaluation, and of an evaluation");
        System.out.printf("%-16s %6s %10s | %7s %8s %7s %6s | %-23s | %-23s | %s%n", "", "Java", "ClickHouse", "rules", "per s", "failed", "missed",
                "lag p50, p95, most", "took p50, p95, most", "alerts that fire");
        Thread.sleep(WARM_UP);
        printPhase("ingest alone", measured.dividedBy(2));
        writeRules();
        System.out.printf("%-16s each group evaluated %d times after %,d s%n", "rules read", WARM_ROUNDS, warmUp());
        printPhase("ingest and rules", measured);
    }

    /// @return how many seconds it took
    private long warmUp() throws InterruptedException {
        long start = System.nanoTime();
        while (!warm() && System.nanoTime() - start < LONGEST_WARM_UP.toNanos()) {
            Thread.sleep(LOOK);
        }
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }

    private boolean warm() {
        Map<String, Double> iterations = metrics().getOrDefault("keepwatch_rule_group_iterations_total", Map.of());
        return iterations.size() >= Math.ceilDiv(targets, TARGETS_OF_GROUP) && iterations.values().stream().allMatch(count -> count >= WARM_ROUNDS);
    }

    private void writeRules() throws IOException {
        var text = new StringBuilder("groups:\n");
        for (int target = 0; target < targets; target++) {
            if (target % TARGETS_OF_GROUP == 0) {
                text.append("  - name: targets-").append(target).append("\n    rules:\n");
            }
            text.append(RULES.formatted("10.0.0." + target + ":9100"));
        }
        Path rules = Files.createDirectories(directory.resolve("rules"));
        Path part = Files.writeString(rules.resolve("bench.part"), text);
        Files.move(part, rules.resolve("bench.yaml"));
    }

    /// The metrics of rules, by name and group.
    private Map<String, Map<String, Double>> metrics() {
        Map<String, Map<String, Double>> metrics = new HashMap<>();
        keepwatch.get("/metrics").body().lines().forEach(line -> {
            Matcher matcher = METRIC.matcher(line);
            if (matcher.matches()) {
                String of = matcher.group(2) == null ? "" : matcher.group(2);
                if (!of.startsWith("shipped:")) {
                    metrics.computeIfAbsent(matcher.group(1), _ -> new HashMap<>()).put(of, Double.valueOf(matcher.group(3)));
                }
            }
        });
        return metrics;
    }

    private static double sum(Map<String, Map<String, Double>> metrics, String name) {
        return metrics.getOrDefault(name, Map.of()).values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private void printPhase(String name, Duration measured) throws IOException, InterruptedException {
        long clickhouse = ProcessHandle.of(keepwatch.pid()).orElseThrow().children().findFirst().orElseThrow().pid();
        double[] cpu = {cpuSeconds(keepwatch.pid()), cpuSeconds(clickhouse)};
        Map<String, Map<String, Double>> before = metrics();
        long start = System.nanoTime();
        List<Double> lags = new ArrayList<>();
        List<Double> durations = new ArrayList<>();
        Map<String, Double> slots = new HashMap<>();
        while (System.nanoTime() - start < measured.toNanos()) {
            Thread.sleep(LOOK);
            Map<String, Map<String, Double>> now = metrics();
            now.getOrDefault("keepwatch_rule_group_last_evaluation_timestamp_seconds", Map.of()).forEach((group, slot) -> {
                if (!slot.equals(slots.put(group, slot))) {
                    lags.add(now.get("keepwatch_rule_group_last_lag_seconds").get(group));
                    durations.add(now.get("keepwatch_rule_group_last_duration_seconds").get(group));
                }
            });
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Map<String, Double>> after = metrics();
        double evaluations = sum(after, "keepwatch_rule_evaluations_total") - sum(before, "keepwatch_rule_evaluations_total");
        System.out.printf("%-16s %6.2f %10.2f | %,7d %8.1f %7.0f %6.0f | %-23s | %-23s | %,.0f%n", name, (cpuSeconds(keepwatch.pid()) - cpu[0]) / seconds,
                (cpuSeconds(clickhouse) - cpu[1]) / seconds, (long) sum(after, "keepwatch_rule_group_rules"), evaluations / seconds,
                sum(after, "keepwatch_rule_evaluation_failures_total") - sum(before, "keepwatch_rule_evaluation_failures_total"),
                sum(after, "keepwatch_rule_group_iterations_missed_total") - sum(before, "keepwatch_rule_group_iterations_missed_total"),
                distribution(lags), distribution(durations), after.getOrDefault("keepwatch_alerts", Map.of()).getOrDefault("firing", 0.0));
    }

    private static String distribution(List<Double> values) {
        if (values.isEmpty()) {
            return "-";
        }
        Collections.sort(values);
        return "%.3f  %.3f  %.3f".formatted(values.get(values.size() / 2), values.get(values.size() * 95 / 100), values.getLast());
    }

    /// User and system time of the process; the fourteenth and fifteenth field, counted behind the name in brackets.
    private static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }
}
