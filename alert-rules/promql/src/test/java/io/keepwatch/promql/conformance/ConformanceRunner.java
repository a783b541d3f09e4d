package io.keepwatch.promql.conformance;

import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryAnswer;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.promql.conformance.TestCommand.Eval;
import io.keepwatch.promql.conformance.TestCommand.Load;
import io.keepwatch.promql.conformance.TestCommand.OutOfReach;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Parser;
import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Runs Prometheus' test files as they are, with the options they assume: each instant query also with `@` at other times and
/// as the middle of a range query.
public final class ConformanceRunner {

    private static final QueryOptions OPTIONS = QueryOptions.DEFAULT.withDelayedNameRemoval(true).withExperimental(true);
    private static final Pattern OF_QUERY = Pattern.compile("(start|end|range|step)\\(\\)", Pattern.CASE_INSENSITIVE);

    private final LoadableStore store;
    private final PromQlEngine engine;
    private final List<OutOfReach> outOfReach = new ArrayList<>();

    public ConformanceRunner(LoadableStore store) {
        this.store = store;
        this.engine = new PromQlEngine(store, Clock.systemUTC());
    }

    /// What became of the cases of a file.
    ///
    /// @param leftOut how many by which rule
    public record Report(String file, int passed, List<String> failures, Map<String, Integer> leftOut) {
        public int leftOutCount() {
            return leftOut.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    public Report run(Path file) {
        store.clear();
        outOfReach.clear();
        int passed = 0;
        List<String> failures = new ArrayList<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        for (TestCommand command : TestFile.read(file)) {
            switch (command) {
                case TestCommand.Clear _ -> {
                    store.clear();
                    outOfReach.clear();
                }
                case Load load -> load(load);
                case Eval eval -> {
                    try {
                        Expr query = Parser.parse(eval.query());
                        Optional<String> why = LeftOut.why(eval, query, outOfReach);
                        if (why.isPresent()) {
                            leftOut.merge(why.get(), 1, Integer::sum);
                            continue;
                        }
                        check(eval, query);
                        passed++;
                    } catch (RuntimeException e) {
                        failures.add(eval.place() + "\n      " + (e instanceof Comparison.Mismatch || e instanceof PromQlException ? e.getMessage()
                                : e + " at " + Arrays.asList(e.getStackTrace()).subList(0, Math.min(4, e.getStackTrace().length))));
                    }
                }
            }
        }
        return new Report(file.getFileName().toString(), passed, failures, leftOut);
    }

    private void load(Load load) {
        List<SampleColumn> columns = new ArrayList<>();
        for (SeriesNotation series : load.series()) {
            long[] times = new long[series.values().size()];
            double[] values = new double[times.length];
            int count = 0;
            for (int i = 0; i < times.length; i++) {
                Double value = series.values().get(i);
                if (value != null) {
                    times[count] = i * load.stepMillis();
                    values[count++] = value;
                }
            }
            columns.add(new SampleColumn(series.labels(), Arrays.copyOf(times, count), Arrays.copyOf(values, count)));
        }
        store.load(columns);
        outOfReach.addAll(load.outOfReach());
    }

    private void check(Eval eval, Expr query) {
        Long end = eval.end();
        if (end != null) {
            check(eval, () -> engine.range(eval.query(), Instant.ofEpochMilli(eval.start()), Instant.ofEpochMilli(end),
                    Duration.ofMillis(eval.step()), OPTIONS));
            return;
        }
        long time = eval.expected().range() == null ? eval.start() : eval.expected().range().end();
        checkInstant(eval, eval.query(), time);
        for (AtModifierVariants.Variant variant : AtModifierVariants.of(query, time)) {
            checkInstant(eval, variant.query(), variant.time());
        }
    }

    @FunctionalInterface
    private interface Query {
        QueryAnswer ask();
    }

    private void check(Eval eval, Query query) {
        QueryAnswer answer;
        try {
            answer = query.ask();
        } catch (PromQlException e) {
            checkFailure(eval, e);
            return;
        }
        if (eval.expected().fails()) {
            throw new Comparison.Mismatch("should fail, gave " + answer.result());
        }
        Comparison.annotations(eval, answer);
        Comparison.result(eval, answer.result());
    }

    private static void checkFailure(Eval eval, PromQlException e) {
        if (!eval.expected().fails()) {
            throw e;
        }
        for (TestCommand.Annotation wanted : eval.expected().annotations()) {
            if (wanted.kind().equals("fail") && !wanted.message().test(e.getMessage())) {
                throw new Comparison.Mismatch("wanted the error " + wanted.shown() + ", got " + e.getMessage());
            }
        }
    }

    private void checkInstant(Eval eval, String query, long time) {
        try {
            check(eval, () -> engine.instant(query, Instant.ofEpochMilli(time), OPTIONS));
            boolean alsoAsRange = !eval.expected().fails() && eval.expected().range() == null && eval.expected().text() == null
                    && !eval.expected().ordered() && !OF_QUERY.matcher(query).find();
            if (alsoAsRange) {
                checkMiddle(eval, query, time);
            }
        } catch (Comparison.Mismatch e) {
            throw query.equals(eval.query()) ? e : new Comparison.Mismatch("as " + query + " at " + time + ": " + e.getMessage());
        }
    }

    private void checkMiddle(Eval eval, String query, long time) {
        QueryAnswer answer = engine.range(query, Instant.ofEpochMilli(time - 60_000), Instant.ofEpochMilli(time + 60_000),
                Duration.ofMinutes(1), OPTIONS);
        if (!(answer.result() instanceof QueryResult.Matrix matrix)) {
            throw new Comparison.Mismatch("a range query gave no matrix");
        }
        List<QueryResult.Sample> middle = new ArrayList<>();
        for (SampleColumn column : matrix.series()) {
            int i = Arrays.binarySearch(column.times(), time);
            if (i >= 0) {
                middle.add(new QueryResult.Sample(column.labels(), time, column.values()[i]));
            }
        }
        try {
            Comparison.result(eval, eval.expected().scalar() != null ? new QueryResult.Scalar(time, middle.getFirst().value())
                    : new QueryResult.Vector(middle));
        } catch (Comparison.Mismatch e) {
            throw new Comparison.Mismatch("as the middle of a range: " + e.getMessage());
        }
    }
}
