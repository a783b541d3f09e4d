package io.keepwatch.clickhouse.schema;

import io.keepwatch.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A numbered file of statements, each of which may be repeated. What differs between one server and a cluster is
/// written in it as `${…}`:
///
///     ${local}                            "" or "_local", after the name of a table that holds rows
///     ${on_cluster}                       "" or " ON CLUSTER …", after the name of what is created
///     ${engine MergeTree}                 the engine, or its Replicated form
///     ${distributed table sharding-key}   nothing, or the statement that makes the Distributed table
///     ${durable}                          the settings by which an insert is on disk before it is answered
///     ${deduplication}                    how many inserts a table remembers to recognise a repeated one
///     ${logs_seconds} ${traces_seconds} ${metrics_seconds}   how long rows are kept
record Migration(int number, String name, String template) {

    /// Every migration there is, in their order. One that was released is never changed.
    private static final List<String> NAMES = List.of(
            "001_logs", "002_traces", "003_metrics", "004_span_metrics", "005_service_instances", "006_service_edges",
            "007_span_columns", "008_metric_chunks");

    /// A repeated insert is recognised among this many: at an insert per second and table, for hours.
    private static final int REMEMBERED_INSERTS = 10_000;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)(?: ([^}]+))?}");
    private static final Pattern CREATED = Pattern.compile(
            "CREATE (?:TABLE IF NOT EXISTS|MATERIALIZED VIEW IF NOT EXISTS|OR REPLACE VIEW) (\\w+)");
    private static final Pattern TOUCHED = Pattern.compile(CREATED.pattern() + "|ALTER TABLE (\\w+)");
    private static final Pattern TTL = Pattern.compile("(?m)^TTL (.+)$");
    private static final Settings.Retention ANY_RETENTION =
            new Settings.Retention(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*\\n?");

    static List<Migration> all() {
        return NAMES.stream().map(Migration::load).toList();
    }

    List<String> statements(Layout layout, Settings.Retention retention) {
        String text = PLACEHOLDER.matcher(COMMENT.matcher(template).replaceAll("")).replaceAll(
                placeholder -> replacement(placeholder, layout, retention).replace("\\", "\\\\").replace("$", "\\$"));
        return Arrays.stream(text.split(";\\s*(\\n|$)")).map(String::strip).filter(statement -> !statement.isEmpty()).toList();
    }

    /// The tables and views this migration makes or alters: without one of them it is to be applied again.
    Set<String> touches(Layout layout) {
        return statements(layout, ANY_RETENTION).stream()
                .map(TOUCHED::matcher)
                .filter(Matcher::lookingAt)
                .map(touched -> touched.group(1) == null ? touched.group(2) : touched.group(1))
                .collect(Collectors.toSet());
    }

    /// Each table with the time to live it should have now.
    static Map<String, String> timesToLive(Layout layout, Settings.Retention retention) {
        var ttls = new LinkedHashMap<String, String>();
        for (Migration migration : all()) {
            for (String statement : migration.statements(layout, retention)) {
                Matcher table = CREATED.matcher(statement);
                Matcher ttl = TTL.matcher(statement);
                if (table.lookingAt() && ttl.find()) {
                    ttls.put(table.group(1), ttl.group(1));
                }
            }
        }
        return ttls;
    }

    private static String replacement(MatchResult placeholder, Layout layout, Settings.Retention retention) {
        String argument = placeholder.group(2) == null ? "" : placeholder.group(2);
        return switch (placeholder.group(1)) {
            case "local" -> layout instanceof Layout.Cluster ? "_local" : "";
            case "on_cluster" -> layout.onCluster();
            case "engine" -> layout instanceof Layout.Cluster ? replicated(argument) : argument;
            case "distributed" -> layout instanceof Layout.Cluster(String name) ? distributed(argument, name) : "";
            case "deduplication" -> ", " + (layout instanceof Layout.Cluster
                    ? "replicated_deduplication_window = " + REMEMBERED_INSERTS
                    : "non_replicated_deduplication_window = " + REMEMBERED_INSERTS);
            case "durable" -> ", fsync_after_insert = 1, fsync_part_directory = 1";
            case "logs_seconds" -> seconds(retention.logs());
            case "traces_seconds" -> seconds(retention.traces());
            case "metrics_seconds" -> seconds(retention.metrics());
            default -> throw new IllegalStateException("Unknown placeholder " + placeholder.group());
        };
    }

    private static String seconds(Duration kept) {
        return Long.toString(kept.toSeconds());
    }

    /// `ReplacingMergeTree(version)` becomes `ReplicatedReplacingMergeTree(path, replica, version)`.
    private static String replicated(String engine) {
        int parenthesis = engine.indexOf('(');
        String name = parenthesis < 0 ? engine : engine.substring(0, parenthesis);
        String arguments = parenthesis < 0 ? "" : ", " + engine.substring(parenthesis + 1, engine.length() - 1);
        return "Replicated" + name + "('/clickhouse/tables/{shard}/{database}/{table}', '{replica}'" + arguments + ")";
    }

    private static String distributed(String argument, String cluster) {
        String table = argument.substring(0, argument.indexOf(' '));
        String shardingKey = argument.substring(table.length() + 1);
        return """
                CREATE TABLE IF NOT EXISTS %1$s ON CLUSTER '%2$s' AS %1$s_local
                ENGINE = Distributed('%2$s', currentDatabase(), '%1$s_local', %3$s)""".formatted(table, cluster, shardingKey);
    }

    private static Migration load(String name) {
        try (InputStream in = Migration.class.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks the migration " + name);
            }
            int number = Integer.parseInt(name.substring(0, name.indexOf('_')));
            return new Migration(number, name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the migration " + name, e);
        }
    }
}
