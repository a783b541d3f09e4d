package io.keepwatch.settings;

import io.keepwatch.settings.Settings.ProcessRole;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads [Settings] from the environment, and refuses with one line what cannot work.
public final class SettingsLoader {

    private static final String BIND = "KEEPWATCH_BIND";

    private final EnvironmentVariables environment;
    private final Path workingDirectory;

    private SettingsLoader(EnvironmentVariables environment, Path workingDirectory) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
    }

    /// @throws InvalidSettingException with a message for the operator
    public static Settings load(Map<String, String> environment) {
        return load(environment, Path.of("").toAbsolutePath());
    }

    static Settings load(Map<String, String> environment, Path workingDirectory) {
        return new SettingsLoader(new EnvironmentVariables(Map.copyOf(environment)), workingDirectory).load();
    }

    private Settings load() {
        environment.refuseUnknown();
        var settings = new Settings(
                environment.parse("KEEPWATCH_HOME", workingDirectory.resolve("data"), this::path),
                configFile(),
                environment.parse("KEEPWATCH_ROLES", Set.of(ProcessRole.values()), SettingsLoader::roles),
                network(),
                new Settings.ClickHouse(
                        environment.parseIfSet("KEEPWATCH_CLICKHOUSE_URL", SettingsLoader::httpUrl),
                        environment.parse("KEEPWATCH_CLICKHOUSE_USER", "default", text -> text),
                        environment.secret("KEEPWATCH_CLICKHOUSE_PASSWORD", workingDirectory)),
                DatabaseUrl.read(environment, workingDirectory),
                adminPassword(),
                environment.secret("KEEPWATCH_OTLP_TOKEN", workingDirectory),
                environment.parseIfSet("KEEPWATCH_TELEMETRY_ENDPOINT", SettingsLoader::httpUrl),
                NotificationVariables.read(environment, workingDirectory),
                environment.parse("KEEPWATCH_DEMO", false, Values::flag));
        requireGuardedNetwork(settings);
        requireSharedDatabases(settings);
        requireBothRolesForDemo(settings);
        return settings;
    }

    private Path configFile() {
        Path given = environment.parseIfSet("KEEPWATCH_CONFIG", this::path);
        if (given == null) {
            return workingDirectory.resolve("keepwatch.yaml");
        }
        if (!Files.isReadable(given) || Files.isDirectory(given)) {
            throw InvalidSettingException.inEnvironment("KEEPWATCH_CONFIG", given, "use the path of a file that can be read");
        }
        return given;
    }

    private Settings.Network network() {
        var network = new Settings.Network(
                environment.parse(BIND, "127.0.0.1", SettingsLoader::address),
                environment.parse("KEEPWATCH_HTTP_PORT", 8080, Values::port),
                environment.parse("KEEPWATCH_OTLP_GRPC_PORT", 4317, Values::port),
                environment.parse("KEEPWATCH_OTLP_HTTP_PORT", 4318, Values::port),
                environment.parseIfSet("KEEPWATCH_EXTERNAL_URL", SettingsLoader::httpUrl),
                tls(),
                environment.parse("KEEPWATCH_INSECURE", false, Values::flag));
        requireDistinct("KEEPWATCH_OTLP_GRPC_PORT", network.otlpGrpcPort(), "KEEPWATCH_HTTP_PORT", network.httpPort());
        requireDistinct("KEEPWATCH_OTLP_HTTP_PORT", network.otlpHttpPort(), "KEEPWATCH_HTTP_PORT", network.httpPort());
        requireDistinct("KEEPWATCH_OTLP_HTTP_PORT", network.otlpHttpPort(), "KEEPWATCH_OTLP_GRPC_PORT", network.otlpGrpcPort());
        return network;
    }

    private static void requireDistinct(String name, int port, String otherName, int other) {
        if (port == other && port != 0) {
            throw InvalidSettingException.inEnvironment(name, port, otherName + " has this port already, use another");
        }
    }

    private Settings.@Nullable Tls tls() {
        Path certificate = environment.parseIfSet("KEEPWATCH_TLS_CERT", this::certificate);
        Path key = environment.parseIfSet("KEEPWATCH_TLS_KEY", this::privateKey);
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null) {
            throw InvalidSettingException.inEnvironment("KEEPWATCH_TLS_KEY", key, "set KEEPWATCH_TLS_CERT too");
        }
        if (key == null) {
            throw InvalidSettingException.inEnvironment("KEEPWATCH_TLS_CERT", certificate, "set KEEPWATCH_TLS_KEY too");
        }
        return new Settings.Tls(certificate, key);
    }

    private @Nullable Secret adminPassword() {
        Secret password = environment.secret("KEEPWATCH_ADMIN_PASSWORD", workingDirectory);
        if (password != null && (password.reveal().length() < 8 || password.reveal().getBytes(StandardCharsets.UTF_8).length > 72)) {
            throw InvalidSettingException.inEnvironment("KEEPWATCH_ADMIN_PASSWORD", password, "use 8 characters or more, and at most 72 bytes");
        }
        return password;
    }

    private void requireGuardedNetwork(Settings settings) {
        var network = settings.network();
        boolean guarded = settings.otlpToken() != null && network.tls() != null;
        if (!network.loopbackOnly() && !guarded && !network.insecure()) {
            throw InvalidSettingException.inEnvironment(BIND, network.bind(), "an address beyond loopback needs"
                    + " KEEPWATCH_OTLP_TOKEN, KEEPWATCH_TLS_CERT and KEEPWATCH_TLS_KEY,"
                    + " or KEEPWATCH_INSECURE=true where something else guards it");
        }
    }

    /// Processes that share the work must share their databases; the embedded ones belong to one process.
    private void requireSharedDatabases(Settings settings) {
        if (settings.roles().size() == ProcessRole.values().length) {
            return;
        }
        var missing = new TreeSet<String>();
        if (settings.clickhouse().embedded()) {
            missing.add("KEEPWATCH_CLICKHOUSE_URL");
        }
        if (settings.database().embedded()) {
            missing.add("KEEPWATCH_DATABASE_URL");
        }
        if (!missing.isEmpty()) {
            throw InvalidSettingException.inEnvironment("KEEPWATCH_ROLES", names(settings.roles()),
                    "a process without both roles cannot use embedded databases; set " + String.join(" and ", missing));
        }
    }

    /// Its service needs the receivers, and its buttons the console.
    private static void requireBothRolesForDemo(Settings settings) {
        if (settings.demo() && settings.roles().size() < ProcessRole.values().length) {
            throw InvalidSettingException.inEnvironment("KEEPWATCH_ROLES", names(settings.roles()),
                    "the demo needs a process with both roles; start without --demo, or leave KEEPWATCH_ROLES unset");
        }
    }

    private Path path(String text) {
        try {
            return workingDirectory.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path", e);
        }
    }

    private Path certificate(String text) {
        Path file = path(text);
        try (InputStream in = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                throw new IllegalArgumentException("use a PEM file that holds the certificate chain");
            }
            return file;
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException("use a PEM file that holds the certificate chain", e);
        }
    }

    private Path privateKey(String text) {
        Path file = path(text);
        try {
            if (!Files.readString(file).contains("-----BEGIN PRIVATE KEY-----")) {
                throw new IllegalArgumentException("use a PEM file that holds an unencrypted PKCS#8 key (BEGIN PRIVATE KEY)");
            }
            return file;
        } catch (IOException e) {
            throw new IllegalArgumentException("use a PEM file that holds an unencrypted PKCS#8 key (BEGIN PRIVATE KEY)", e);
        }
    }

    private static String address(String text) {
        try {
            InetAddress.getByName(text);
            return text;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("use an address of this machine, e.g. 127.0.0.1, or 0.0.0.0 for all", e);
        }
    }

    private static URI httpUrl(String text) {
        try {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // the message below says more than the parser's
        }
        throw new IllegalArgumentException("use an absolute http or https URL without user and password");
    }

    private static Set<ProcessRole> roles(String text) {
        var roles = EnumSet.noneOf(ProcessRole.class);
        for (String name : text.split(",")) {
            roles.add(Arrays.stream(ProcessRole.values())
                    .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("use collector, control or collector,control")));
        }
        return Set.copyOf(roles);
    }

    static String names(Set<ProcessRole> roles) {
        return roles.stream().sorted().map(role -> role.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
    }
}
