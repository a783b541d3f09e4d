package io.keepwatch.alerting.routing;

import io.keepwatch.alerting.yaml.YamlObject;
import io.keepwatch.settings.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a setting of Alertmanager's configuration may be, and how it is read.
enum SettingKind {

    TEXT, SECRET, URL, SECRET_URL, ADDRESS, FLAG, WHOLE, DURATION, TEXTS, LIST, HTTP, TLS, ANY;

    /// Secrets where they are nested in what is otherwise not looked into.
    private static final Set<String> NESTED_SECRETS = Set.of("password", "credentials", "bearer_token", "client_secret", "key", "secrets", "secret_key",
            "proxy_connect_header", "client_certificate_key");
    private static final String GO_DURATION = "([0-9]+(\\.[0-9]*)?(ns|us|µs|ms|s|m|h))+|0";

    static SettingKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// Whether what is nested under this name is a secret.
    static boolean isSecret(String key) {
        return NESTED_SECRETS.contains(key);
    }

    /// The value of a field that is there: String, Secret, Boolean, Long, List or Map.
    Object read(YamlObject yaml, String key) {
        return switch (this) {
            case TEXT -> yaml.text(key);
            case SECRET -> Secret.of(yaml.text(key));
            case URL -> url(yaml, key, false);
            case SECRET_URL -> Secret.of(url(yaml, key, true));
            case ADDRESS -> address(yaml, key);
            case FLAG -> yaml.flag(key);
            case WHOLE -> whole(yaml, key);
            case DURATION -> duration(yaml, key);
            case TEXTS -> yaml.textMap(key);
            case LIST -> yaml.texts(key);
            case HTTP, TLS -> withSecrets(yaml.object(key) == null ? Map.of() : plain(yaml, key));
            case ANY -> withSecrets(plain(yaml, key));
        };
    }

    private static Object plain(YamlObject yaml, String key) {
        Object value = yaml.plain(key);
        return value == null ? "" : value;
    }

    private static long whole(YamlObject yaml, String key) {
        String text = yaml.text(key);
        if (!text.matches("-?[0-9]{1,18}")) {
            throw yaml.refused(key, key + " is no whole number: " + text);
        }
        return Long.parseLong(text);
    }

    /// Prometheus' lengths of time, or Go's.
    private static String duration(YamlObject yaml, String key) {
        String text = yaml.text(key);
        if (!text.matches(GO_DURATION)) {
            yaml.duration(key);
        }
        return text;
    }

    /// The value of a secret one stays out of the message.
    private static String url(YamlObject yaml, String key, boolean secret) {
        String text = yaml.text(key);
        if (text.contains("{{") || text.isEmpty()) {
            return text;
        }
        String reason;
        try {
            URI uri = URI.create(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            reason = !web ? "unsupported scheme \"" + (uri.getScheme() == null ? "" : uri.getScheme()) + "\" for URL; use http or https"
                    : uri.getHost() == null && uri.getAuthority() == null ? "missing host for URL" : "";
        } catch (IllegalArgumentException e) {
            reason = secret ? "it is no URL" : "it is no URL: " + e.getMessage();
        }
        if (!reason.isEmpty()) {
            throw yaml.refused(key, key + ": " + reason);
        }
        return text;
    }

    private static String address(YamlObject yaml, String key) {
        String text = yaml.text(key);
        int colon = text.lastIndexOf(':');
        if (!text.isEmpty() && (colon < 0 || text.endsWith("]"))) {
            throw yaml.refused(key, "address " + text + ": missing port in address");
        }
        if (!text.isEmpty() && colon == text.length() - 1) {
            throw yaml.refused(key, "address \"" + text + "\": port cannot be empty");
        }
        return text;
    }

    private static Object withSecrets(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((key, inner) -> copy.put(String.valueOf(key), NESTED_SECRETS.contains(String.valueOf(key)) && inner instanceof String secret
                        ? Secret.of(secret) : withSecrets(inner)));
                yield copy;
            }
            case List<?> list -> list.stream().map(SettingKind::withSecrets).toList();
            default -> value;
        };
    }
}
