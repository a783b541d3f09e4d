package io.keepwatch.telemetry.logs;

import io.keepwatch.telemetry.SearchQuery.Operator;
import java.util.Optional;

/// The severity numbers a search means by a word (`warn` is 13 to 16) or by a number.
public record SeverityRange(int least, int greatest) {

    /// Empty for a word that names no severity: such a word can only be the sender's own text.
    public static Optional<SeverityRange> of(String word) {
        if (word.matches("\\d{1,2}")) {
            int number = Integer.parseInt(word);
            return Optional.of(new SeverityRange(number, number));
        }
        Severity severity = Severity.of(0, word);
        return severity == Severity.UNSPECIFIED
                ? Optional.empty() : Optional.of(new SeverityRange(severity.leastNumber(), severity.leastNumber() + 3));
    }

    public boolean contains(int number) {
        return number >= least && number <= greatest;
    }

    /// `number operator this`: greater means beyond the whole range, greater or equal means from its start.
    public boolean compare(Operator operator, int number) {
        return switch (operator) {
            case EQUALS, LIKE, EXISTS -> contains(number);
            case LESS -> number < least;
            case LESS_OR_EQUAL -> number <= greatest;
            case GREATER -> number > greatest;
            case GREATER_OR_EQUAL -> number >= least;
        };
    }
}
