package io.keepwatch.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Everything that is fixed for the life of the process: addresses, files, roles.
/// What can change while it runs is in [Configuration].
///
/// @param home       absolute path of the data directory
/// @param configFile absolute path of `keepwatch.yaml`, which need not exist
/// @param telemetryEndpoint where this process sends its own telemetry (OTLP over gRPC); null for its own collector, if it is one
/// @param demo       whether the demo workload runs beside us
public record Settings(
        Path home,
        Path configFile,
        Set<ProcessRole> roles,
        Network network,
        ClickHouse clickhouse,
        Database database,
        @Nullable Secret adminPassword,
        @Nullable Secret otlpToken,
        @Nullable URI telemetryEndpoint,
        Notifications notifications,
        boolean demo) {

    /// The data plane takes telemetry in; the control plane evaluates, backs up and shows.
    public enum ProcessRole { COLLECTOR, CONTROL }

    /// A port of 0 means any free one; the bound ports are in [RunningPorts].
    ///
    /// @param externalUrl where users reach the console, for links in messages; null when nothing is known but the port
    /// @param insecure    whether an address beyond loopback may be used without tokens and TLS
    public record Network(
            String bind,
            int httpPort,
            int otlpGrpcPort,
            int otlpHttpPort,
            @Nullable URI externalUrl,
            @Nullable Tls tls,
            boolean insecure) {

        public boolean loopbackOnly() {
            try {
                return InetAddress.getByName(bind).isLoopbackAddress();
            } catch (UnknownHostException _) {
                return false;
            }
        }

        /// Where this machine reaches what listens on [#bind]: one can listen on all addresses, but not connect to them.
        public String localAddress() {
            return switch (bind) {
                case "0.0.0.0" -> "127.0.0.1";
                case "::", "0:0:0:0:0:0:0:0" -> "::1";
                default -> bind;
            };
        }
    }

    public record Tls(Path certificate, Path key) {}

    /// @param url null when ClickHouse is embedded
    public record ClickHouse(@Nullable URI url, String user, @Nullable Secret password) {

        public boolean embedded() {
            return url == null;
        }
    }

    /// @param url a PostgreSQL JDBC URL without user and password, or null for H2 in the data directory
    public record Database(@Nullable String url, @Nullable String user, @Nullable Secret password) {

        public boolean embedded() {
            return url == null;
        }
    }

    /// Who is told of alerts where no routing file says it; null and empty where nobody said so.
    ///
    /// @param smtpUrl  an [SmtpUrl]
    /// @param digestTo addresses of the daily mail
    public record Notifications(
            @Nullable Secret pagerdutyRoutingKey,
            @Nullable Secret slackToken,
            @Nullable String slackChannel,
            @Nullable Secret slackWebhookUrl,
            @Nullable Secret smtpUrl,
            List<String> digestTo,
            @Nullable LocalTime digestAt) {

        public static final Notifications NONE = new Notifications(null, null, null, null, null, List.of(), null);

        public Notifications {
            digestTo = List.copyOf(digestTo);
        }
    }

    /// How long each signal is kept.
    public record Retention(
            @DefaultValue("30d") Duration logs, @DefaultValue("15d") Duration traces, @DefaultValue("395d") Duration metrics) {

        public static final ConfigurationSection<Retention> SECTION =
                new ConfigurationSection<>("keepwatch.telemetry.retention", Retention.class);

        private static final Duration SHORTEST = Duration.ofHours(1);

        public Retention {
            requireSensible("logs", logs);
            requireSensible("traces", traces);
            requireSensible("metrics", metrics);
        }

        private static void requireSensible(String signal, Duration kept) {
            if (kept.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException(signal + " must be kept for an hour at least, e.g. 30d");
            }
        }
    }

    /// How many series of one metric a sender may have at a time, so that a label of many values cannot fill the store.
    ///
    /// @param activeSeries those with a sample within the last half hour to hour
    public record SeriesLimit(@DefaultValue("20000") int activeSeries) {

        public static final ConfigurationSection<SeriesLimit> SECTION =
                new ConfigurationSection<>("keepwatch.telemetry.limits", SeriesLimit.class);

        public SeriesLimit {
            if (activeSeries < 1) {
                throw new IllegalArgumentException("active-series must be 1 at least, e.g. 20000");
            }
        }
    }

    public boolean has(ProcessRole role) {
        return roles.contains(role);
    }
}
