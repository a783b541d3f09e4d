package io.keepwatch.promql.eval;

import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// Parts of a date in UTC, of values that are seconds since the epoch, or of the step's own time.
final class DateFunctions {

    private DateFunctions() {}

    static void addTo(Map<String, FunctionBody> bodies) {
        bodies.put("minute", body(OffsetDateTime::getMinute));
        bodies.put("hour", body(OffsetDateTime::getHour));
        bodies.put("day_of_week", body(date -> date.getDayOfWeek().getValue() % 7));
        bodies.put("day_of_month", body(OffsetDateTime::getDayOfMonth));
        bodies.put("day_of_year", body(OffsetDateTime::getDayOfYear));
        bodies.put("days_in_month", body(date -> YearMonth.from(date).lengthOfMonth()));
        bodies.put("month", body(OffsetDateTime::getMonthValue));
        bodies.put("year", body(OffsetDateTime::getYear));
    }

    private static FunctionBody body(ToIntFunction<OffsetDateTime> part) {
        FunctionBody ofVector = MathFunctions.body(value -> of(value, part));
        return (call, grid, evaluator) -> {
            if (!call.arguments().isEmpty()) {
                return ofVector.call(call, grid, evaluator);
            }
            double[] values = evaluator.column(grid);
            for (int step = 0; step < values.length; step++) {
                values[step] = of(Math.floorDiv(grid.time(step), 1000), part);
            }
            return new Value.Vector(List.of(new StepSeries(Labels.EMPTY, values, false)));
        };
    }

    private static double of(double seconds, ToIntFunction<OffsetDateTime> part) {
        if (!(seconds >= -1e15 && seconds <= 1e15)) {
            return Double.NaN; // no date
        }
        return part.applyAsInt(Instant.ofEpochSecond((long) seconds).atOffset(ZoneOffset.UTC));
    }
}
