package io.keepwatch.prometheus;

import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelText;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parameters of one request, from its address or its form, read and refused as Prometheus does.
record Parameters(HttpServletRequest request) {

    /// Of what clients send for "from the beginning" and "to the end".
    private static final String MIN_TIME = "-292273086-05-16T16:47:06Z";
    private static final String MAX_TIME = "292277025-08-18T07:12:54.999999999Z";
    private static final long LATEST_SECOND = Instant.parse("2262-04-11T00:00:00Z").getEpochSecond();
    static final Instant EARLIEST = Instant.EPOCH;
    static final Instant LATEST = Instant.ofEpochSecond(LATEST_SECOND);

    String text(String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    List<String> texts(String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    Instant time(String name, Instant absent) {
        return text(name).isEmpty() ? absent : time(name);
    }

    /// Unix seconds with a fraction, or RFC 3339; milliseconds count.
    Instant time(String name) {
        String text = text(name);
        try {
            return Instant.ofEpochMilli(Math.round(seconds(text) * 1_000));
        } catch (NumberFormatException _) {
            return dateTime(name, text);
        }
    }

    private static Instant dateTime(String name, String text) {
        if (text.equals(MIN_TIME)) {
            return EARLIEST;
        }
        if (text.equals(MAX_TIME)) {
            return LATEST;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (Math.abs(instant.getEpochSecond()) <= LATEST_SECOND) {
                return Instant.ofEpochMilli(instant.toEpochMilli());
            }
        } catch (DateTimeException _) {
            // told below, in Prometheus' words
        }
        throw new InvalidParameterException(name, "cannot parse " + LabelText.quote(text) + " to a valid timestamp");
    }

    /// @throws NumberFormatException also for numbers that no time has
    private static double seconds(String text) {
        // Java reads more than Go does
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0)) {
            throw new NumberFormatException(text);
        }
        double seconds = Double.parseDouble(text);
        if (Math.abs(seconds) > LATEST_SECOND) {
            throw new NumberFormatException(text);
        }
        return seconds;
    }

    /// Seconds, or text such as `5m`.
    Duration duration(String name) {
        String text = text(name);
        try {
            return Duration.ofMillis(Math.round(seconds(text) * 1_000));
        } catch (NumberFormatException _) {
            return durationText(name, text);
        }
    }

    private static Duration durationText(String name, String text) {
        try {
            return Duration.ofMillis(PromQlText.durationMillis(text));
        } catch (IllegalArgumentException _) {
            throw new InvalidParameterException(name, "cannot parse " + LabelText.quote(text) + " to a valid duration");
        }
    }

    @Nullable Duration durationIfGiven(String name) {
        return text(name).isEmpty() ? null : duration(name);
    }

    /// 0 for none.
    int limit(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return 0;
        }
        try {
            long limit = Long.parseLong(text);
            if (limit < 0) {
                throw new InvalidParameterException(name, "limit must be non-negative");
            }
            return (int) Math.min(limit, Integer.MAX_VALUE);
        } catch (NumberFormatException _) {
            throw new InvalidParameterException(name, "cannot parse " + LabelText.quote(text) + " to a number");
        }
    }

    List<List<LabelMatcher>> selectors() {
        return texts("match[]").stream().map(Parameters::selector).toList();
    }

    private static List<LabelMatcher> selector(String text) {
        try {
            return PromQlEngine.selector(text);
        } catch (PromQlException e) {
            throw new InvalidParameterException("match[]", e.getMessage());
        }
    }
}
