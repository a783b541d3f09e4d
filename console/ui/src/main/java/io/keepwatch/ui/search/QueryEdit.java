package io.keepwatch.ui.search;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.SearchQuery.Term;
import io.keepwatch.telemetry.logs.Severity;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Edits a query by clicks on values. A record has one value per field, so requiring another value takes the place of the
/// first; excluding adds up.
public final class QueryEdit {

    public enum Choice { NONE, REQUIRED, EXCLUDED }

    private QueryEdit() {}

    /// Only records whose `field` has this value.
    public static SearchQuery require(SearchQuery query, String field, String value) {
        return replace(query, term -> term.field().equals(field) && (!term.negated() || isValue(term, value)))
                .with(new FieldTerm(field, value));
    }

    /// No record whose `field` has this value.
    public static SearchQuery exclude(SearchQuery query, String field, String value) {
        return replace(query, term -> term.field().equals(field) && isValue(term, value))
                .with(new FieldTerm(field, Operator.EQUALS, value, true));
    }

    /// Neither required nor excluded any more. A value that a comparison let in (`severity:>=warn`) frees the field.
    public static SearchQuery release(SearchQuery query, String field, String value) {
        return replace(query, term -> term.field().equals(field)
                && (isValue(term, value) || !term.negated() && letsIn(term, value)));
    }

    /// The query as if nothing had been said about the field: what the facet of that field counts under.
    public static SearchQuery withoutField(SearchQuery query, String field) {
        return replace(query, term -> term.field().equals(field));
    }

    public static boolean mentions(SearchQuery query, String field) {
        return !fieldTerms(query, field).isEmpty();
    }

    public static Choice choice(SearchQuery query, String field, String value) {
        List<FieldTerm> terms = fieldTerms(query, field);
        if (terms.stream().anyMatch(term -> term.negated() && isValue(term, value))) {
            return Choice.EXCLUDED;
        }
        if (terms.stream().anyMatch(term -> !term.negated() && (isValue(term, value) || letsIn(term, value)))) {
            return Choice.REQUIRED;
        }
        return Choice.NONE;
    }

    private static List<FieldTerm> fieldTerms(SearchQuery query, String field) {
        return query.terms().stream()
                .filter(FieldTerm.class::isInstance).map(FieldTerm.class::cast)
                .filter(term -> term.field().equals(field))
                .toList();
    }

    private static SearchQuery replace(SearchQuery query, Predicate<FieldTerm> leavesOut) {
        List<Term> kept = query.terms().stream()
                .filter(term -> !(term instanceof FieldTerm field && leavesOut.test(field)))
                .toList();
        return new SearchQuery(kept);
    }

    private static boolean isValue(FieldTerm term, String value) {
        return term.operator() == Operator.EQUALS && term.value().equals(value);
    }

    /// Severities are an order; of other fields only equality is known here.
    private static boolean letsIn(FieldTerm term, String value) {
        if (!term.field().equals("severity")) {
            return false;
        }
        int asked = severity(term.value()).ordinal();
        int present = severity(value).ordinal();
        if (asked == 0 || present == 0) {
            return false;
        }
        return switch (term.operator()) {
            case EQUALS -> present == asked;
            case LESS -> present < asked;
            case LESS_OR_EQUAL -> present <= asked;
            case GREATER -> present > asked;
            case GREATER_OR_EQUAL -> present >= asked;
            case LIKE, EXISTS -> false;
        };
    }

    private static Severity severity(String word) {
        return Severity.of(0, word.toLowerCase(Locale.ROOT));
    }
}
