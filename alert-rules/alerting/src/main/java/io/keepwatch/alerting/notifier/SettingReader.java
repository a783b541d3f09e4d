package io.keepwatch.alerting.notifier;

import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.settings.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads settings of an integration, also those that are nested, as the configuration kept them.
public final class SettingReader {

    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?)(ns|us|µs|ms|s|m|h|d|w|y)");
    private static final Map<String, Double> SECONDS = Map.of("ns", 1e-9, "us", 1e-6, "µs", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0,
            "d", 86400.0, "w", 7 * 86400.0, "y", 365 * 86400.0);

    private final Map<?, ?> values;
    private final Path folder;

    private SettingReader(Map<?, ?> values, Path folder) {
        this.values = values;
        this.folder = folder;
    }

    public static SettingReader of(Integration integration) {
        return new SettingReader(integration.settings(), integration.folder());
    }

    public static SettingReader empty(Path folder) {
        return new SettingReader(Map.of(), folder);
    }

    public boolean has(String key) {
        Object value = values.get(key);
        return value != null && !value.equals("");
    }

    public List<String> keys() {
        return values.keySet().stream().map(String::valueOf).toList();
    }

    /// Empty when it was not set.
    public String text(String key) {
        return values.get(key) instanceof String text ? text : "";
    }

    /// Of a flag that may have been kept as it was written.
    public boolean flag(String key, boolean otherwise) {
        return switch (values.get(key)) {
            case Boolean flag -> flag;
            case String text when !text.isEmpty() -> text.equalsIgnoreCase("true");
            case null, default -> otherwise;
        };
    }

    public List<String> texts(String key) {
        return values.get(key) instanceof List<?> list
                ? list.stream().map(item -> item instanceof Secret secret ? secret.reveal() : String.valueOf(item)).toList() : List.of();
    }

    public Optional<SettingReader> map(String key) {
        return values.get(key) instanceof Map<?, ?> map ? Optional.of(new SettingReader(map, folder)) : Optional.empty();
    }

    /// A secret or a text, in place or in its file; empty when it was not set.
    ///
    /// @throws UnusableSettingException when it cannot be read now
    public String secret(String key) {
        return switch (values.get(key)) {
            case Secret secret -> reveal(key, secret);
            case String text when !text.isEmpty() -> text;
            case null, default -> text(key + "_file").isEmpty() ? "" : file(text(key + "_file"));
        };
    }

    /// What is in a file that settings name.
    ///
    /// @throws UnusableSettingException when it cannot be read now
    public String file(String name) {
        return reveal(name, Secret.inFile(folder.resolve(name)));
    }

    public Path path(String key) {
        return folder.resolve(text(key));
    }

    private static String reveal(String key, Secret secret) {
        try {
            return secret.reveal();
        } catch (IllegalArgumentException e) {
            throw new UnusableSettingException("The secret " + key + " cannot be used: " + e.getMessage(), "make it readable to Keepwatch, or correct " + key);
        }
    }

    /// A length of time as Prometheus or Go writes it.
    public static Duration duration(String key, String text, Duration otherwise) {
        Matcher part = PART.matcher(text);
        double seconds = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            seconds += Double.parseDouble(part.group(1)) * SECONDS.get(part.group(2));
            end = part.end();
        }
        if (end != text.length() && !text.equals("0")) {
            throw new UnusableSettingException(key + " is no length of time: " + text, "use e.g. 10s");
        }
        return seconds == 0 ? otherwise : Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
