package io.keepwatch.promql.conformance;

import com.google.re2j.Pattern;
import io.keepwatch.promql.conformance.TestCommand.Annotation;
import io.keepwatch.promql.conformance.TestCommand.Eval;
import io.keepwatch.promql.conformance.TestCommand.Expected;
import io.keepwatch.promql.conformance.TestCommand.Load;
import io.keepwatch.promql.conformance.TestCommand.OutOfReach;
import io.keepwatch.promql.conformance.TestCommand.RangeVector;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Parser;
import io.keepwatch.promql.syntax.PromQlDuration;
import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Reads a file of Prometheus' test language.
final class TestFile {

    private static final java.util.regex.Pattern LOAD = java.util.regex.Pattern.compile("load(_with_nhcb)?\\s+(.+)");
    private static final java.util.regex.Pattern INSTANT = java.util.regex.Pattern.compile(
            "eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(\\S+))?\\s+(.+)");
    private static final java.util.regex.Pattern RANGE = java.util.regex.Pattern.compile(
            "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.+)");
    private static final java.util.regex.Pattern EXPECT = java.util.regex.Pattern.compile(
            "expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):(.+))?");
    private static final java.util.regex.Pattern EXPECT_RANGE = java.util.regex.Pattern.compile(
            "expect range vector\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)");

    private final String name;
    private final List<String> lines;
    private int next;

    private TestFile(Path file) throws IOException {
        name = file.getFileName().toString();
        lines = Files.readAllLines(file).stream().map(String::strip).map(line -> line.startsWith("#") ? "" : line).toList();
    }

    static List<TestCommand> read(Path file) {
        try {
            return new TestFile(file).commands();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<TestCommand> commands() {
        List<TestCommand> commands = new ArrayList<>();
        while (next < lines.size()) {
            String line = lines.get(next++);
            if (line.equals("clear")) {
                commands.add(new TestCommand.Clear());
            } else if (line.startsWith("load")) {
                commands.add(load(line));
            } else if (line.startsWith("eval")) {
                commands.add(eval(line));
            } else if (!line.isEmpty()) {
                throw new IllegalArgumentException(name + ":" + next + ": unknown command " + line);
            }
        }
        return commands;
    }

    private @Nullable String following() {
        return next < lines.size() && !lines.get(next).isEmpty() ? lines.get(next++) : null;
    }

    private Load load(String line) {
        Matcher load = match(LOAD, line);
        List<SeriesNotation> series = new ArrayList<>();
        List<OutOfReach> outOfReach = new ArrayList<>();
        for (String definition = following(); definition != null; definition = following()) {
            if (definition.split("\\s", 2)[0].endsWith("@st")) {
                outOfReach.add(new OutOfReach(SeriesNotation.labels(definition.split("@st\\s", 2)[0]), "start timestamps"));
                continue;
            }
            if (definition.contains("{{")) {
                outOfReach.add(new OutOfReach(SeriesNotation.labelsOf(definition), "native histograms"));
                continue;
            }
            SeriesNotation notation = SeriesNotation.parse(definition);
            series.add(notation);
            String metric = notation.labels().metricName();
            if (load.group(1) != null && metric.endsWith("_bucket")) {
                // the command also makes a native histogram of the buckets
                Labels histogram = notation.labels().without("le").with(Labels.NAME, metric.substring(0, metric.length() - 7));
                outOfReach.add(new OutOfReach(histogram, "native histograms"));
            }
        }
        return new Load(PromQlDuration.parseMillis(load.group(2)), series, outOfReach);
    }

    private Eval eval(String line) {
        Matcher instant = INSTANT.matcher(line);
        int at = next;
        if (instant.matches()) {
            Expected expected = expected(instant.group(1));
            return new Eval(name, at, instant.group(3), PromQlDuration.parseMillis(instant.group(2)), null, 0, expected);
        }
        Matcher range = match(RANGE, line);
        return new Eval(name, at, range.group(5), PromQlDuration.parseMillis(range.group(2)), PromQlDuration.parseMillis(range.group(3)),
                PromQlDuration.parseMillis(range.group(4)), expected(range.group(1)));
    }

    private Expected expected(@Nullable String mode) {
        List<SeriesNotation> series = new ArrayList<>();
        List<Annotation> annotations = new ArrayList<>();
        boolean ordered = "ordered".equals(mode);
        boolean nativeHistogram = false;
        Double scalar = null;
        String text = null;
        RangeVector range = null;
        if (mode != null && !ordered) {
            annotations.add(new Annotation(mode, _ -> true, "any"));
        }
        for (String line = following(); line != null; line = following()) {
            if (line.startsWith("expected_fail_message")) {
                String message = line.substring("expected_fail_message".length()).strip();
                annotations.add(new Annotation("fail", message::equals, message));
            } else if (line.startsWith("expected_fail_regexp")) {
                annotations.add(regex("fail", line.substring("expected_fail_regexp".length()).strip()));
            } else if (line.startsWith("expect range vector")) {
                Matcher m = match(EXPECT_RANGE, line);
                range = new RangeVector(PromQlDuration.parseMillis(m.group(1)), PromQlDuration.parseMillis(m.group(2)), PromQlDuration.parseMillis(m.group(3)));
            } else if (line.startsWith("expect string ")) {
                text = ((Expr.StringLiteral) Parser.parse(line.substring("expect string ".length()))).value();
            } else if (line.startsWith("expect ")) {
                Matcher m = match(EXPECT, line);
                if (m.group(1).equals("ordered")) {
                    ordered = true;
                } else {
                    annotations.add(annotation(m));
                }
            } else if (line.contains("{{")) {
                nativeHistogram = true;
            } else if (isNumber(line)) {
                scalar = SeriesNotation.values(line).getFirst();
                break;
            } else {
                series.add(SeriesNotation.parse(line));
            }
        }
        return new Expected(series, scalar, text, ordered, nativeHistogram, range, annotations);
    }

    private static boolean isNumber(String line) {
        return line.matches("[+-]?([0-9.]+([eE][+-]?[0-9]+)?|[iI]nf|NaN)");
    }

    private static Annotation annotation(Matcher m) {
        if (m.group(2) == null) {
            return new Annotation(m.group(1), _ -> true, "any");
        }
        String message = m.group(3).strip();
        return m.group(2).equals("msg") ? new Annotation(m.group(1), message::equals, message) : regex(m.group(1), message);
    }

    private static Annotation regex(String kind, String regex) {
        Pattern pattern = Pattern.compile(regex);
        Predicate<String> found = text -> pattern.matcher(text).find();
        return new Annotation(kind, found, regex);
    }

    private Matcher match(java.util.regex.Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + ":" + next + ": cannot read " + line);
        }
        return matcher;
    }
}
