package io.keepwatch.alerting.backtest;

import io.keepwatch.alerting.evaluation.SlotAnswers;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryAnswer;
import io.keepwatch.promql.QueryResult.Matrix;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// Answers a rule slot by slot from range queries over many slots: the same values from a thousandth of the queries.
///
/// A range query fails as a whole where only one of its slots would. Then it is made smaller, down to the slot that fails.
final class ColumnsAhead implements SlotAnswers {

    /// Bounds what is held of one expression; some hours to a day.
    static final int MOST_SLOTS = 2_000;

    private final History history;
    private final Instant end;
    private final Duration step;
    private final LongConsumer samplesRead;
    private final Map<String, Ahead> expressions = new HashMap<>();

    /// @param end         the last time that is asked for
    /// @param step        between two times that are asked for; later ones follow earlier ones
    /// @param samplesRead told after each query
    ColumnsAhead(History history, Instant end, Duration step, LongConsumer samplesRead) {
        this.history = history;
        this.end = end;
        this.step = step;
        this.samplesRead = samplesRead;
    }

    @Override
    public List<Sample> vector(String expression, Instant at) {
        return expressions.computeIfAbsent(expression, Ahead::new).at(at);
    }

    private final class Ahead {

        private final String expression;
        private final boolean perSlot;
        private int slots = MOST_SLOTS;
        private Instant until = Instant.MIN;
        private List<Cursor> cursors = List.of();

        Ahead(String expression) {
            this.expression = expression;
            this.perSlot = EndsOfQuery.in(expression);
        }

        List<Sample> at(Instant at) {
            if (perSlot) {
                return single(at);
            }
            while (at.isAfter(until)) {
                if (slots == 1) {
                    slots = 2;
                    return single(at);
                }
                read(at);
            }
            long millis = at.toEpochMilli();
            List<Sample> samples = new ArrayList<>();
            for (Cursor cursor : cursors) {
                cursor.addAt(millis, samples);
            }
            return samples;
        }

        private void read(Instant at) {
            Instant last = at.plus(step.multipliedBy(slots - 1L));
            Instant bounded = last.isAfter(end) ? end : last;
            try {
                QueryAnswer answer = asked(() -> history.range(expression, at, bounded, step));
                cursors = ((Matrix) answer.result()).series().stream().map(Cursor::new).toList();
                until = bounded;
                slots = Math.min(MOST_SLOTS, slots * 2);
            } catch (PromQlException e) {
                slots /= 2;
            }
        }

        private List<Sample> single(Instant at) {
            return SlotAnswers.vector(asked(() -> history.instant(expression, at)).result());
        }
    }

    /// Only what the expression itself is to blame for is the rule's failure at a slot; anything else ends the back-test.
    private QueryAnswer asked(Supplier<QueryAnswer> query) {
        try {
            QueryAnswer answer = query.get();
            samplesRead.accept(answer.samplesRead());
            return answer;
        } catch (StoreUnavailableException e) {
            throw new BackTestFailedException(e.getMessage(), e);
        } catch (PromQlException e) {
            if (e.kind() == PromQlException.Kind.EXECUTION) {
                throw e;
            }
            throw new BackTestFailedException(e.getMessage(), e);
        }
    }

    /// Goes through a column once.
    private static final class Cursor {

        private final SampleColumn column;
        private int next;

        Cursor(SampleColumn column) {
            this.column = column;
        }

        void addAt(long millis, List<Sample> samples) {
            long[] times = column.times();
            while (next < times.length && times[next] < millis) {
                next++;
            }
            if (next < times.length && times[next] == millis) {
                samples.add(new Sample(column.labels(), millis, column.values()[next]));
            }
        }
    }
}
