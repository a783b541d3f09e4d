package io.keepwatch.ui.traces;

import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import java.util.regex.Pattern;

/// A statement with its keywords set apart.
final class SqlText extends Pre {

    private static final Pattern KEYWORD = Pattern.compile("\\b(SELECT|FROM|WHERE|INSERT|INTO|VALUES|UPDATE|SET|DELETE|JOIN|LEFT|RIGHT|INNER|OUTER"
            + "|FULL|CROSS|ON|USING|GROUP|ORDER|BY|HAVING|LIMIT|OFFSET|RETURNING|AND|OR|NOT|IN|IS|NULL|LIKE|ILIKE|BETWEEN|EXISTS|AS|DISTINCT"
            + "|UNION|ALL|CASE|WHEN|THEN|ELSE|END|BEGIN|COMMIT|ROLLBACK|CREATE|ALTER|DROP|TABLE|INDEX|WITH|ASC|DESC|CONFLICT|DO|NOTHING)\\b",
            Pattern.CASE_INSENSITIVE);

    SqlText(String statement) {
        addClassName("kw-code");
        var matcher = KEYWORD.matcher(statement);
        int end = 0;
        while (matcher.find()) {
            add(new Span(statement.substring(end, matcher.start())));
            var keyword = new Span(matcher.group());
            keyword.addClassName("kw-chg");
            add(keyword);
            end = matcher.end();
        }
        add(new Span(statement.substring(end)));
    }
}
