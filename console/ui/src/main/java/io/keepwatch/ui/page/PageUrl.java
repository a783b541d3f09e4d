package io.keepwatch.ui.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The address of a page inside the console: a path without a leading slash, and parameters in a stable order.
public record PageUrl(String path, SequencedMap<String, String> parameters) {

    static final String FROM = "from";
    static final String TO = "to";
    static final String LIVE = "live";

    public PageUrl {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    public static PageUrl of(String path) {
        return new PageUrl(path, new LinkedHashMap<>());
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /// @param value null or blank removes the parameter
    public PageUrl with(String name, @Nullable String value) {
        var changed = new LinkedHashMap<>(parameters);
        if (value == null || value.isBlank()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new PageUrl(path, changed);
    }

    public PageUrl with(Map<String, String> values) {
        PageUrl url = this;
        for (var entry : values.entrySet()) {
            url = url.with(entry.getKey(), entry.getValue());
        }
        return url;
    }

    /// The range stands in front, so that it is seen first in a pasted link.
    PageUrl with(TimeSelection selection) {
        var changed = new LinkedHashMap<String, String>();
        changed.put(FROM, selection.from().text());
        if (!selection.relative()) {
            changed.put(TO, selection.to().text());
        }
        parameters.forEach((name, value) -> {
            if (!name.equals(FROM) && !name.equals(TO)) {
                changed.put(name, value);
            }
        });
        return new PageUrl(path, changed);
    }

    /// Path and query, encoded.
    public String text() {
        if (parameters.isEmpty()) {
            return path;
        }
        return path + parameters.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    /// Colons, commas and slashes may stand in a query and read better unencoded.
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20").replace("%3A", ":").replace("%2C", ",").replace("%2F", "/");
    }
}
