package io.keepwatch.alerting.notifier.mail;

import java.util.Locale;
import java.util.Map;

/// A mail to one recipient, as it is stored.
///
/// @param to      all recipients, for the header
/// @param headers of the user's own; they go before ours
/// @param notice  said first, e.g. that it ended before it could be said; empty when there is nothing
/// @param html    empty when there is only text
public record Mail(String from, String to, String recipient, String subject, Map<String, String> headers, String notice, String text, String html) {

    static final String REPEAT = "This may be a repeat: Keepwatch does not know whether it arrived before.";

    /// With a mark for whoever may read it twice.
    public Mail repeated() {
        return new Mail(from, to, recipient, "[may be a repeat] " + subject, headers, notice.isEmpty() ? REPEAT : notice + " " + REPEAT, text, html);
    }

    String textWithNotice() {
        return notice.isEmpty() ? text : notice + "\n\n" + text;
    }

    String htmlWithNotice() {
        if (notice.isEmpty() || html.isEmpty()) {
            return html;
        }
        String paragraph = "<p style=\"font:14px sans-serif;color:#555;margin:0 0 12px\">" + escaped(notice) + "</p>";
        int body = html.toLowerCase(Locale.ROOT).indexOf("<body");
        int end = body < 0 ? -1 : html.indexOf('>', body);
        return html.substring(0, end + 1) + paragraph + html.substring(end + 1);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
