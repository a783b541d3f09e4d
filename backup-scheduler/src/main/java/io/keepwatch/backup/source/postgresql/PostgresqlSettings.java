package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.Server;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// A PostgreSQL database in `keepwatch.yaml`, on a server that is named there or given in place.
///
/// @param sslmode             how the connection is encrypted, in libpq's words
/// @param sslRootCert         the certificate authority of `verify-ca` and `verify-full`
/// @param allowUnsafeClient   restore with client programs that are known to be unsafe (CVE-2025-8714)
/// @param lockWaitTimeout     how long a dump waits for the lock on a table
/// @param maintenanceDatabase where we connect to create, rename and drop databases
public record PostgresqlSettings(
        @Nullable String server,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String username,
        @Nullable Secret password,
        String database,
        @DefaultValue("prefer") SslMode sslmode,
        @Nullable Path sslRootCert,
        @DefaultValue("false") boolean allowUnsafeClient,
        @DefaultValue("30s") Duration lockWaitTimeout,
        @DefaultValue("postgres") String maintenanceDatabase)
        implements SourceSettings {

    static final int DEFAULT_PORT = 5432;

    /// PostgreSQL cuts longer names silently.
    static final int LONGEST_NAME = 63;

    public PostgresqlSettings {
        requireName("database", database);
        requireName("maintenance-database", maintenanceDatabase);
        if (server != null && host != null) {
            throw new IllegalArgumentException("use either server, the name of a server, or host; not both");
        }
        if (server == null && (host == null || host.isBlank())) {
            throw new IllegalArgumentException("say where it is: server: NAME of one below servers, or host: ADDRESS");
        }
        if (port != null && (port < 1 || port > 65535)) {
            throw new IllegalArgumentException("port " + port + " is none: use a number from 1 to 65535");
        }
        if (server == null && (username == null || username.isBlank())) {
            throw new IllegalArgumentException("username is missing: a role of the database server, e.g. backup");
        }
        if (lockWaitTimeout.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("lock-wait-timeout is too short: use e.g. 30s");
        }
    }

    @Override
    public PostgresqlSettings on(String name, Server server) {
        if (server.username() == null) {
            throw new IllegalArgumentException("server " + name + " has no username: a role of the database server, e.g. backup");
        }
        return new PostgresqlSettings(null, server.host(), server.port(), server.username(), server.password(), database,
                sslmode, sslRootCert, allowUnsafeClient, lockWaitTimeout, maintenanceDatabase);
    }

    /// Known when the settings lie on no server by name any more.
    String address() {
        if (host == null) {
            throw new IllegalStateException("server " + server + " was not looked up");
        }
        return host;
    }

    int portOrDefault() {
        return port == null ? DEFAULT_PORT : port;
    }

    String user() {
        if (username == null) {
            throw new IllegalStateException("server " + server + " was not looked up");
        }
        return username;
    }

    /// For messages, e.g. `quotes on 127.0.0.1:5432`.
    String place() {
        return database + " on " + address() + ":" + portOrDefault();
    }

    private static void requireName(String key, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(key + " is missing: the name of a database, e.g. quotes");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(key + " is no name of a database: PostgreSQL's names have at most "
                    + LONGEST_NAME + " bytes");
        }
    }
}
