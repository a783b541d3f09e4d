package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.GoType.Kind;
import io.keepwatch.alerting.template.text.GoValue.Named;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Go's `time.Time` and `time.Duration` with the methods that templates call.
public final class GoTime {

    private static final String STRING_LAYOUT = "2006-01-02 15:04:05.999999999 -0700 MST";

    /// As the type of a parameter; values have the methods too.
    public static final GoType TIME = new GoType("time.Time", Kind.STRUCT, null, Map.of());
    public static final GoType DURATION = new GoType("time.Duration", Kind.INT, null, Map.of());

    private static final GoType MONTH = new GoType("time.Month", Kind.INT, null,
            Map.of("String", GoFunction.of(arguments -> ((Named) receiver(arguments)).text(), GoType.ANY)));
    private static final GoType WEEKDAY = new GoType("time.Weekday", Kind.INT, null, MONTH.methods());
    private static final GoType DURATION_VALUE = new GoType(DURATION.name(), Kind.INT, null, durationMethods());
    private static final GoType TIME_VALUE = new GoType(TIME.name(), Kind.STRUCT, null, timeMethods());

    private GoTime() {}

    public static Named of(Instant instant) {
        return of(instant.atZone(ZoneOffset.UTC));
    }

    public static Named of(ZonedDateTime time) {
        return new Named(TIME_VALUE, time, TimeLayout.format(time, STRING_LAYOUT));
    }

    public static Named duration(long nanos) {
        return new Named(DURATION_VALUE, nanos, durationText(nanos));
    }

    /// The greatest or smallest duration when the two are further apart than it can say.
    public static Named between(ZonedDateTime from, ZonedDateTime to) {
        try {
            return duration(ChronoUnit.NANOS.between(from, to));
        } catch (ArithmeticException _) {
            return duration(to.isAfter(from) ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }

    /// Of a value of type [#TIME].
    public static ZonedDateTime time(@Nullable Object value) {
        return (ZonedDateTime) ((Named) Objects.requireNonNull(value)).base();
    }

    /// @throws FunctionException for a zone that does not exist
    public static Named in(String zone, ZonedDateTime time) {
        try {
            return of(time.withZoneSameInstant(ZoneId.of(zone.isEmpty() ? "UTC" : zone)));
        } catch (DateTimeException _) {
            throw new FunctionException("unknown time zone " + zone);
        }
    }

    public static String format(ZonedDateTime time, String layout) {
        return TimeLayout.format(time, layout);
    }

    private static Object receiver(List<@Nullable Object> arguments) {
        return Objects.requireNonNull(arguments.getFirst());
    }

    private static long nanos(@Nullable Object duration) {
        return (Long) ((Named) Objects.requireNonNull(duration)).base();
    }

    private static Map<String, GoFunction> durationMethods() {
        var methods = new HashMap<String, GoFunction>();
        ofDuration(methods, "Hours", nanos -> nanos / 3.6e12);
        ofDuration(methods, "Minutes", nanos -> nanos / 6e10);
        ofDuration(methods, "Seconds", nanos -> nanos / 1e9);
        ofDuration(methods, "Milliseconds", nanos -> nanos / 1_000_000);
        ofDuration(methods, "Microseconds", nanos -> nanos / 1_000);
        ofDuration(methods, "Nanoseconds", nanos -> nanos);
        ofDuration(methods, "String", GoTime::durationText);
        ofDuration(methods, "Abs", nanos -> duration(Math.abs(nanos)));
        methods.put("Truncate", GoFunction.of(arguments -> {
            long unit = nanos(arguments.get(1));
            return duration(unit <= 0 ? nanos(arguments.getFirst()) : nanos(arguments.getFirst()) / unit * unit);
        }, GoType.ANY, DURATION));
        methods.put("Round", GoFunction.of(arguments -> duration(rounded(nanos(arguments.getFirst()), nanos(arguments.get(1)))), GoType.ANY, DURATION));
        return Map.copyOf(methods);
    }

    private static long rounded(long nanos, long unit) {
        if (unit <= 0) {
            return nanos;
        }
        long size = Math.abs(nanos) % unit;
        long whole = Math.abs(nanos) - size + (size * 2 >= unit ? unit : 0);
        return nanos < 0 ? -whole : whole;
    }

    private static void ofDuration(Map<String, GoFunction> methods, String name, Function<Long, Object> value) {
        methods.put(name, GoFunction.of(arguments -> value.apply(nanos(arguments.getFirst())), GoType.ANY));
    }

    private static Map<String, GoFunction> timeMethods() {
        var methods = new HashMap<String, GoFunction>();
        ofTime(methods, "Year", time -> (long) time.getYear());
        ofTime(methods, "Month", time -> new Named(MONTH, (long) time.getMonthValue(), TimeLayout.monthName(time.getMonth(), TextStyle.FULL)));
        ofTime(methods, "Day", time -> (long) time.getDayOfMonth());
        ofTime(methods, "YearDay", time -> (long) time.getDayOfYear());
        ofTime(methods, "Weekday", time -> new Named(WEEKDAY, time.getDayOfWeek().getValue() % 7L,
                TimeLayout.dayName(time.getDayOfWeek(), TextStyle.FULL)));
        ofTime(methods, "Hour", time -> (long) time.getHour());
        ofTime(methods, "Minute", time -> (long) time.getMinute());
        ofTime(methods, "Second", time -> (long) time.getSecond());
        ofTime(methods, "Nanosecond", time -> (long) time.getNano());
        ofTime(methods, "Unix", ZonedDateTime::toEpochSecond);
        ofTime(methods, "UnixMilli", time -> time.toInstant().toEpochMilli());
        ofTime(methods, "UnixMicro", time -> ChronoUnit.MICROS.between(Instant.EPOCH, time));
        ofTime(methods, "UnixNano", time -> time.toEpochSecond() * 1_000_000_000L + time.getNano());
        ofTime(methods, "UTC", time -> of(time.toInstant()));
        ofTime(methods, "Local", time -> of(time.withZoneSameInstant(ZoneId.systemDefault())));
        ofTime(methods, "IsZero", time -> time.toInstant().equals(Instant.parse("0001-01-01T00:00:00Z")));
        ofTime(methods, "String", time -> TimeLayout.format(time, STRING_LAYOUT));
        methods.put("Format", GoFunction.of(arguments -> TimeLayout.format(time(arguments.getFirst()), String.valueOf(arguments.get(1))),
                GoType.ANY, GoType.STRING));
        methods.put("Add", GoFunction.of(arguments -> of(time(arguments.getFirst()).plusNanos(nanos(arguments.get(1)))), GoType.ANY, DURATION));
        methods.put("AddDate", GoFunction.of(GoTime::addDate, GoType.ANY, GoType.INT, GoType.INT, GoType.INT));
        methods.put("Truncate", GoFunction.of(arguments -> truncated(time(arguments.getFirst()), nanos(arguments.get(1))), GoType.ANY, DURATION));
        withTime(methods, "Sub", (time, other) -> between(other, time));
        withTime(methods, "Before", ZonedDateTime::isBefore);
        withTime(methods, "After", ZonedDateTime::isAfter);
        withTime(methods, "Equal", ZonedDateTime::isEqual);
        return Map.copyOf(methods);
    }

    private static Named truncated(ZonedDateTime time, long unit) {
        long nanos = time.toEpochSecond() % 86_400 * 1_000_000_000L + time.getNano();
        return of(unit <= 0 ? time : time.minusNanos(Math.floorMod(nanos, unit)));
    }

    private static Named addDate(List<@Nullable Object> arguments) {
        return of(time(arguments.getFirst()).plusYears(number(arguments.get(1))).plusMonths(number(arguments.get(2)))
                .plusDays(number(arguments.get(3))));
    }

    private static long number(@Nullable Object value) {
        return (Long) Objects.requireNonNull(value);
    }

    private static void ofTime(Map<String, GoFunction> methods, String name, Function<ZonedDateTime, Object> value) {
        methods.put(name, GoFunction.of(arguments -> value.apply(time(arguments.getFirst())), GoType.ANY));
    }

    @FunctionalInterface
    private interface OfTwo {
        Object of(ZonedDateTime time, ZonedDateTime other);
    }

    private static void withTime(Map<String, GoFunction> methods, String name, OfTwo value) {
        methods.put(name, GoFunction.of(arguments -> value.of(time(arguments.getFirst()), time(arguments.get(1))), GoType.ANY, TIME));
    }

    /// `1h30m0s`, `1.5s`, `2ms`.
    private static String durationText(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        long size = nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos);
        if (size < 1_000_000_000L) {
            return sign + (size < 1_000 ? size + "ns" : size < 1_000_000 ? decimal(size, 1_000) + "µs" : decimal(size, 1_000_000) + "ms");
        }
        long minutes = size / 60_000_000_000L;
        String seconds = decimal(size % 60_000_000_000L, 1_000_000_000L) + "s";
        return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + (minutes > 0 ? minutes % 60 + "m" : "") + seconds;
    }

    private static String decimal(long value, long unit) {
        return BigDecimal.valueOf(value).divide(BigDecimal.valueOf(unit)).stripTrailingZeros().toPlainString();
    }
}
