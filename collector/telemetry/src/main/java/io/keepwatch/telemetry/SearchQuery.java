package io.keepwatch.telemetry;

import java.util.List;

/// What a person typed into a search field, parsed: all terms must hold.
///
///     service:quotes-api severity:>=warn "connection refused" -http.route:/health duration:>500ms
///
/// A field is one of the signal's own (`service`, `severity`, `operation`, `kind`, `status`, `duration`,
/// `trace`, `span`, `body`) or else the key of an attribute, looked up on the record first and on its resource then.
/// A value with `*` is a wildcard pattern; quotes take everything literally.
public record SearchQuery(List<Term> terms) {

    public static final SearchQuery ALL = new SearchQuery(List.of());

    public sealed interface Term {
        boolean negated();
    }

    /// `field:value`, `field:>=value`, `field:*` (the field exists)
    public record FieldTerm(String field, Operator operator, String value, boolean negated) implements Term {}

    /// a word or quoted phrase, contained in the body or name, ignoring case
    public record TextTerm(String text, boolean negated) implements Term {}

    public enum Operator { EQUALS, LIKE, EXISTS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL }

    /// @throws SearchSyntaxException when the text cannot be read, with the position and what would be valid
    public static SearchQuery parse(String text) {
        return new SearchQueryParser(text).parse();
    }
}
