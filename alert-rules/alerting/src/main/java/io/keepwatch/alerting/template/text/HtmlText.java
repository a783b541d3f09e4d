package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.GoValue.Named;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Prints values into HTML. They are escaped for text and for attributes between quotes, and an address must be one to go to; scripts
/// and styles have no place in a mail, so there is no escaping for them.
public final class HtmlText {

    private static final GoType HTML = new GoType("template.HTML", GoType.Kind.STRING, null, Map.of());
    private static final List<String> ADDRESSES = List.of("href=\"", "src=\"", "href='", "src='");
    private static final Pattern OTHER_SCHEME = Pattern.compile("(?i)(?!https?:|mailto:)[^/?#]*:.*", Pattern.DOTALL);

    private HtmlText() {}

    /// A text that is HTML already.
    public static Named of(String html) {
        return new Named(HTML, html, html);
    }

    static void print(@Nullable Object value, BoundedText to) {
        if (value == null) {
            return;
        }
        if (value instanceof Named named && named.type().equals(HTML)) {
            to.append(named.text());
            return;
        }
        BoundedText text = to.budget().text();
        Builtins.printed(value, text);
        boolean address = ADDRESSES.stream().anyMatch(to::endsWith);
        boolean refused = address && OTHER_SCHEME.matcher(text.toString().strip()).matches();
        to.append(refused ? "#" : Escapes.html(text.toString(), to.budget()));
    }
}
