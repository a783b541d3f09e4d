package io.keepwatch.settings;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The variables `KEEPWATCH_…`: reads them, and catches those that nobody would read.
final class EnvironmentVariables {

    private static final Logger log = LoggerFactory.getLogger(EnvironmentVariables.class);
    private static final String PREFIX = "KEEPWATCH_";
    private static final int TYPING_ERROR = 2;

    private static final Set<String> KNOWN = Set.of(
            "KEEPWATCH_HOME", "KEEPWATCH_CONFIG", "KEEPWATCH_ROLES", "KEEPWATCH_DEMO",
            "KEEPWATCH_BIND", "KEEPWATCH_HTTP_PORT", "KEEPWATCH_OTLP_GRPC_PORT", "KEEPWATCH_OTLP_HTTP_PORT",
            "KEEPWATCH_EXTERNAL_URL", "KEEPWATCH_TLS_CERT", "KEEPWATCH_TLS_KEY", "KEEPWATCH_INSECURE",
            "KEEPWATCH_CLICKHOUSE_URL", "KEEPWATCH_CLICKHOUSE_USER", "KEEPWATCH_CLICKHOUSE_PASSWORD",
            "KEEPWATCH_DATABASE_URL", "KEEPWATCH_DATABASE_USER", "KEEPWATCH_DATABASE_PASSWORD",
            "KEEPWATCH_ADMIN_PASSWORD", "KEEPWATCH_OTLP_TOKEN", "KEEPWATCH_TELEMETRY_ENDPOINT",
            "KEEPWATCH_PAGERDUTY_ROUTING_KEY", "KEEPWATCH_SLACK_TOKEN", "KEEPWATCH_SLACK_CHANNEL", "KEEPWATCH_SLACK_WEBHOOK_URL",
            "KEEPWATCH_SMTP_URL", "KEEPWATCH_DIGEST_TO", "KEEPWATCH_DIGEST_AT",
            // read by others: the engine, the conformance runners, the launcher
            "KEEPWATCH_LIBCHDB", "KEEPWATCH_CONFORMANCE_DATA", "KEEPWATCH_JAVA_OPTS");

    private final Map<String, String> values;

    EnvironmentVariables(Map<String, String> values) {
        this.values = values;
    }

    Map<String, String> all() {
        return values;
    }

    /// Refuses what looks like a typing error, and warns of the rest that nobody knows.
    void refuseUnknown() {
        for (String name : new TreeSet<>(values.keySet())) {
            if (!name.startsWith(PREFIX) || KNOWN.contains(name)) {
                continue;
            }
            nearest(name).ifPresent(known -> {
                throw InvalidSettingException.inEnvironment(name, null, "no such setting; did you mean " + known + "?");
            });
            log.warn("Ignoring environment variable {}: no such setting", name);
        }
    }

    /// Null when the variable is unset, or empty as `KEEPWATCH_X= ./keepwatch up` leaves it.
    @Nullable String text(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    <T> T parse(String name, T absent, Function<String, T> parser) {
        String text = text(name);
        return text == null ? absent : parse(name, text, parser);
    }

    <T> @Nullable T parseIfSet(String name, Function<String, T> parser) {
        String text = text(name);
        return text == null ? null : parse(name, text, parser);
    }

    /// A secret in the environment is the value itself, or says which file holds it.
    @Nullable Secret secret(String name, Path base) {
        return parseIfSet(name, text -> Secret.isReference(text) ? Secret.reference(text, base, values) : Secret.of(text));
    }

    private static <T> T parse(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw InvalidSettingException.inEnvironment(name, text, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> nearest(String name) {
        return KNOWN.stream()
                .filter(known -> distance(name, known) <= TYPING_ERROR)
                .min(Comparator.<String>comparingInt(known -> distance(name, known)).thenComparing(Comparator.naturalOrder()));
    }

    /// Edit distance after Levenshtein.
    static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
