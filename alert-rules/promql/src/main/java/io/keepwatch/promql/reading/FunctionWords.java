package io.keepwatch.promql.reading;

import io.keepwatch.promql.syntax.Expr.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What each function does; `functions.txt` has a line for each: `{0}` is an argument, `{w}` the length of the range.
final class FunctionWords {

    private static final Pattern PLACE = Pattern.compile("\\{(?:w|\\d+)}");
    private static final Map<String, String> LINES = read();

    private FunctionWords() {}

    /// The words and the places in them, in order.
    static List<String> of(Call call) {
        String name = call.function().name();
        int arguments = call.arguments().size();
        String line = LINES.getOrDefault(name + "/" + arguments, LINES.get(name));
        return parts(line == null ? name + " of " + places(0, arguments) : line.replace("{3…}", places(3, arguments)));
    }

    static boolean knows(String function) {
        return LINES.containsKey(function);
    }

    private static String places(int first, int count) {
        var places = new ArrayList<String>();
        for (int i = first; i < count; i++) {
            places.add("{" + i + "}");
        }
        return PlainReading.list(places);
    }

    private static List<String> parts(String line) {
        var parts = new ArrayList<String>();
        Matcher place = PLACE.matcher(line);
        int at = 0;
        while (place.find()) {
            if (place.start() > at) {
                parts.add(line.substring(at, place.start()));
            }
            parts.add(place.group());
            at = place.end();
        }
        if (at < line.length()) {
            parts.add(line.substring(at));
        }
        return parts;
    }

    private static Map<String, String> read() {
        var lines = new HashMap<String, String>();
        try (InputStream in = Objects.requireNonNull(FunctionWords.class.getResourceAsStream("functions.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).forEach(line -> {
                String[] halves = line.split("\\s*:\\s+", 2);
                lines.put(halves[0], halves[1]);
            });
            return Map.copyOf(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read functions.txt", e);
        }
    }
}
