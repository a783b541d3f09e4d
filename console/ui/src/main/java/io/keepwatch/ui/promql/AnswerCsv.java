package io.keepwatch.ui.promql;

import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.ui.format.Csv;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// All series of the answers for a spreadsheet, also those that are not drawn: a line for each sample with the labels in columns of
/// their own, as filters and pivot tables want it.
final class AnswerCsv {

    private AnswerCsv() {}

    static String of(List<Answer> answers) {
        var names = new TreeSet<String>();
        answers.forEach(answer -> each(answer, (labels, _) -> names.addAll(labels.keySet())));
        var lines = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of("query", "time"));
        head.addAll(names);
        head.add("value");
        lines.add(head);
        for (Answer answer : answers) {
            each(answer, (labels, sample) -> {
                var line = new ArrayList<>(List.of(answer.letter().toUpperCase(Locale.ROOT), sample.at()));
                names.forEach(name -> line.add(labels.getOrDefault(name, "")));
                line.add(sample.value());
                lines.add(line);
            });
        }
        return Csv.of(lines);
    }

    private record Sample(String at, String value) {
        static Sample of(long millis, String value) {
            return new Sample(Instant.ofEpochMilli(millis).toString(), value);
        }
    }

    private static void each(Answer answer, BiConsumer<Map<String, String>, Sample> consumer) {
        switch (answer.run() == null ? null : answer.run().answer().result()) {
            case null -> { }
            case QueryResult.Scalar scalar -> consumer.accept(Map.of(), Sample.of(scalar.timeMillis(), PromQlText.json(scalar.value())));
            case QueryResult.Text text -> consumer.accept(Map.of(), Sample.of(text.timeMillis(), text.value()));
            case QueryResult.Vector vector -> vector.samples().forEach(sample ->
                    consumer.accept(sample.labels().toMap(), Sample.of(sample.timeMillis(), PromQlText.json(sample.value()))));
            case QueryResult.Matrix matrix -> matrix.series().forEach(column -> {
                Map<String, String> labels = column.labels().toMap();
                for (int i = 0; i < column.times().length; i++) {
                    consumer.accept(labels, Sample.of(column.times()[i], PromQlText.json(column.values()[i])));
                }
            });
        }
    }
}
