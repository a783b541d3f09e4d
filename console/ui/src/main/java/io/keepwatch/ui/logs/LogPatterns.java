package io.keepwatch.ui.logs;

import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.logs.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lines grouped by what they say: first by their masked message; then messages that differ only in some words become one,
/// when there are so many of them that those words are values, such as names.
///
/// @param patterns most frequent first
/// @param lines    how many lines were read
/// @param from     the earliest of them
record LogPatterns(List<LogPattern> patterns, int lines, Instant from) {

    /// as many spellings make a word a value
    private static final int VALUES = 5;
    /// the share of words that two spellings of a pattern have in common
    private static final double ALIKE = 0.6;

    /// @param newestFirst at least one
    static LogPatterns of(List<LogRecord> newestFirst) {
        Map<Message, List<LogRecord>> messages = new LinkedHashMap<>();
        newestFirst.forEach(record -> messages.computeIfAbsent(Message.of(record), _ -> new ArrayList<>()).add(record));
        Map<Object, List<Shape>> shapes = new LinkedHashMap<>();
        messages.forEach((message, records) -> gather(shapes.computeIfAbsent(message.kind(), _ -> new ArrayList<>()), message, records));
        Instant from = newestFirst.getLast().time();
        Instant to = newestFirst.getFirst().time();
        List<LogPattern> patterns = shapes.values().stream().flatMap(Collection::stream).flatMap(shape -> shape.patterns(from, to).stream())
                .sorted(Comparator.comparingLong(LogPattern::count).reversed()).toList();
        return new LogPatterns(patterns, newestFirst.size(), from);
    }

    private static void gather(List<Shape> known, Message message, List<LogRecord> records) {
        Shape shape = known.stream().filter(one -> one.alike(message)).findFirst().orElse(null);
        if (shape == null) {
            shape = new Shape(message);
            known.add(shape);
        }
        shape.add(message, records);
    }

    private record Message(String service, Severity severity, List<String> words) {

        static Message of(LogRecord record) {
            return new Message(record.service(), record.severity(), List.of(MessageMask.of(record.body()).split("\\s+")));
        }

        /// What two messages must have in common to be compared at all.
        Object kind() {
            return List.of(service, severity, words.size(), words.getFirst());
        }
    }

    /// Messages of one length that have most of their words in common.
    private static final class Shape {

        private final List<String> words;
        private final Map<Message, List<LogRecord>> messages = new LinkedHashMap<>();

        Shape(Message first) {
            words = new ArrayList<>(first.words);
        }

        boolean alike(Message message) {
            int same = 0;
            for (int i = 0; i < words.size(); i++) {
                same += words.get(i).equals(message.words.get(i)) ? 1 : 0;
            }
            return same >= ALIKE * words.size();
        }

        void add(Message message, List<LogRecord> records) {
            messages.put(message, records);
        }

        List<LogPattern> patterns(Instant from, Instant to) {
            if (messages.size() < VALUES) {
                return messages.entrySet().stream().map(each -> pattern(each.getKey().words, each.getValue(), from, to)).toList();
            }
            List<LogRecord> all = messages.values().stream().flatMap(List::stream)
                    .sorted(Comparator.comparing(LogRecord::time).reversed()).toList();
            List<String> common = new ArrayList<>(words);
            for (int i = 0; i < common.size(); i++) {
                int at = i;
                if (messages.keySet().stream().anyMatch(message -> !message.words.get(at).equals(words.get(at)))) {
                    common.set(i, "<*>");
                }
            }
            return List.of(pattern(common, all, from, to));
        }

        private static LogPattern pattern(List<String> words, List<LogRecord> newestFirst, Instant from, Instant to) {
            LogRecord newest = newestFirst.getFirst();
            Instant first = newestFirst.getLast().time();
            return new LogPattern(String.join(" ", words), newest.service(), newest.severity(), newestFirst.size(), first, newest,
                    LogPattern.isNew(newestFirst.size(), from, first, to));
        }
    }
}
