package io.keepwatch.alerting.notifier.slack;

import io.keepwatch.alerting.notifier.wording.Link;
import io.keepwatch.alerting.notifier.wording.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Slack's markup and its limits.
final class SlackText {

    private SlackText() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// Never within one character or one escape.
    static String clipped(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        int escape = text.lastIndexOf('&', end);
        if (escape > end - 5 && escape >= 0 && text.indexOf(';', escape) >= end) {
            end = escape;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    static String link(Link link) {
        return "<" + escaped(link.address()) + "|" + escaped(link.text()).replace('|', '/') + ">";
    }

    static String links(List<Link> links) {
        return links.stream().map(SlackText::link).collect(Collectors.joining("  ·  "));
    }

    /// In code type, each on its own.
    static String facts(List<String> facts, int longest) {
        var text = new StringBuilder();
        for (String fact : facts) {
            String one = "`" + clipped(escaped(fact.replace('`', '\'').replace('\n', ' ')), 150) + "`";
            if (text.length() + one.length() > longest) {
                return text.append(" …").toString();
            }
            text.append(text.isEmpty() ? "" : " ").append(one);
        }
        return text.toString();
    }

    /// In the time zone of whoever reads it.
    static String time(Instant instant, Instant now) {
        boolean recent = instant.isAfter(now.minusSeconds(12 * 3600));
        return "<!date^" + instant.getEpochSecond() + "^" + (recent ? "{time}" : "{date_short_pretty} {time}") + "|" + Times.at(instant, now) + ">";
    }

    static Map<String, Object> section(String markup) {
        return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", markup));
    }

    static Map<String, Object> context(String markup) {
        return Map.of("type", "context", "elements", List.of(Map.of("type", "mrkdwn", "text", markup)));
    }
}
