package io.keepwatch.telemetry;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a person typed into a search field, parsed: all terms must hold.
///
///     service:quotes-api severity:>=warn "connection refused" -http.route:/health duration:>500ms
///
/// A field is one of the signal's own (`service`, `severity`, `operation`, `kind`, `status`, `duration`,
/// `trace`, `span`, `body`) or else the key of an attribute, looked up on the record first and on its resource then.
/// A value with `*` is a wildcard pattern; quotes take everything literally; outside quotes a backslash takes the
/// next character literally. `-` or `NOT` before a term excludes what meets it.
public record SearchQuery(List<Term> terms) {

    public static final SearchQuery ALL = new SearchQuery(List.of());

    public SearchQuery {
        terms = List.copyOf(terms);
    }

    public sealed interface Term {
        boolean negated();

        /// The same term, excluded when it was required and the other way round.
        Term opposite();
    }

    /// `field:value`, `field:>=value`, `field:*` (the field exists)
    ///
    /// @param value plain text, except for `LIKE`: there `*` stands for any text, `\*` for a star and `\\` for a backslash
    public record FieldTerm(String field, Operator operator, String value, boolean negated) implements Term {

        /// The field has exactly this value.
        public FieldTerm(String field, String value) {
            this(field, Operator.EQUALS, value, false);
        }

        @Override
        public FieldTerm opposite() {
            return new FieldTerm(field, operator, value, !negated);
        }
    }

    /// a word or quoted phrase, contained in the body or name, ignoring case
    public record TextTerm(String text, boolean negated) implements Term {

        @Override
        public TextTerm opposite() {
            return new TextTerm(text, !negated);
        }
    }

    public enum Operator { EQUALS, LIKE, EXISTS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL }

    /// @throws SearchSyntaxException when the text cannot be read, with the position and what would be valid
    public static SearchQuery parse(String text) {
        return new SearchQueryParser(text).parse();
    }

    /// This search narrowed by one more term, which takes the place of its opposite.
    public SearchQuery with(Term term) {
        var others = terms.stream().filter(t -> !t.equals(term) && !t.equals(term.opposite()));
        return new SearchQuery(Stream.concat(others, Stream.of(term)).toList());
    }

    public SearchQuery without(Term term) {
        return new SearchQuery(terms.stream().filter(t -> !t.equals(term)).toList());
    }

    /// The canonical text: `parse(format())` is equal to this.
    public String format() {
        return terms.stream().map(SearchQueryFormat::format).collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return format();
    }
}
