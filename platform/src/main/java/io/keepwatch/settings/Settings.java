package io.keepwatch.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that is fixed for the life of the process: addresses, files, roles.
/// What can change while it runs is in [Configuration].
public record Settings(
        Path home,
        Path configFile,
        Set<ProcessRole> roles,
        Network network,
        ClickHouse clickhouse,
        Database database,
        @Nullable Secret adminPassword,
        @Nullable Secret otlpToken,
        boolean demo) {

    /// The data plane takes telemetry in; the control plane evaluates, backs up and shows.
    public enum ProcessRole { COLLECTOR, CONTROL }

    /// A port of 0 means any free one; the bound ports are in [RunningPorts].
    public record Network(
            String bind,
            int httpPort,
            int otlpGrpcPort,
            int otlpHttpPort,
            @Nullable URI externalUrl,
            @Nullable Tls tls,
            boolean insecure) {

        public boolean loopbackOnly() {
            return bind.equals("127.0.0.1") || bind.equals("::1") || bind.equals("localhost");
        }
    }

    public record Tls(Path certificate, Path key) {}

    /// @param url null when ClickHouse is embedded
    public record ClickHouse(@Nullable URI url, String user, @Nullable Secret password) {

        public boolean embedded() {
            return url == null;
        }
    }

    /// @param url a PostgreSQL JDBC URL, or null for H2 in the data directory
    public record Database(@Nullable String url, @Nullable String user, @Nullable Secret password) {}

    /// How long each signal is kept; the `keepwatch.telemetry.retention` section.
    public record Retention(Duration logs, Duration traces, Duration metrics) {}
}
