package io.keepwatch.alerting.notifier.slack;

import static io.keepwatch.alerting.notifier.slack.SlackText.clipped;
import static io.keepwatch.alerting.notifier.slack.SlackText.context;
import static io.keepwatch.alerting.notifier.slack.SlackText.escaped;
import static io.keepwatch.alerting.notifier.slack.SlackText.section;

import io.keepwatch.alerting.notifier.wording.AlertWords;
import io.keepwatch.alerting.notifier.wording.GroupWords;
import io.keepwatch.alerting.notifier.wording.Link;
import io.keepwatch.alerting.notifier.wording.Severity;
import io.keepwatch.alerting.notifier.wording.Times;
import io.keepwatch.alerting.template.MessageData;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// How a message of our own looks: one line that a locked phone shows, then each alert with since when, what tells it from others, and
/// where to click. Slack takes 50 blocks, 3,000 characters in each, and about 12,000 in all; this stays well below.
record SlackLayout(GroupWords words) {

    /// Of those that fire; more are in a list of their own.
    static final int MOST_ALERTS = 8;
    static final int MOST_ENDED = 10;
    private static final int LONGEST_HEADLINE = 300;
    private static final int LONGEST_TITLE = 250;
    private static final int LONGEST_DESCRIPTION = 350;
    private static final int LONGEST_FACTS = 300;
    private static final int LONGEST_LINKS = 1_500;
    private static final int LONGEST_LIST = 8_000;
    private static final int MOST_LISTS = 20;
    private static final int LONGEST_LINE = 400;

    /// How the group stands: what the message at the top of the thread always shows.
    Map<String, Object> state() {
        return message(words.state(), words.firing());
    }

    /// What has changed: the news, not what was told before.
    Map<String, Object> change() {
        return message(words.change(), words.news());
    }

    private Map<String, Object> message(String headline, List<AlertWords> detailed) {
        String line = clipped(escaped(headline), LONGEST_HEADLINE);
        List<Map<String, Object>> blocks = new ArrayList<>();
        boolean single = words.notification().data().alerts().size() == 1;
        boolean alone = single && detailed.size() == 1;
        if (!alone) {
            blocks.add(section("*" + words.counts() + "*  " + SlackText.facts(words.common(), LONGEST_FACTS)));
        }
        detailed.stream().limit(MOST_ALERTS).map(alert -> section(alert(alert, alone))).forEach(blocks::add);
        if (!ended().isEmpty()) {
            blocks.add(section(String.join("\n", ended().stream().limit(MOST_ENDED).map(alert -> ended(alert, single)).toList())));
        }
        blocks.add(context(foot(detailed)));
        var attachment = new LinkedHashMap<String, Object>();
        attachment.put("color", color());
        attachment.put("fallback", line);
        attachment.put("blocks", blocks);
        var message = new LinkedHashMap<String, Object>();
        message.put("text", line);
        message.put("attachments", List.of(attachment));
        return message;
    }

    /// @param alone what is broken stands in the line above already
    private String alert(AlertWords alert, boolean alone) {
        List<String> lines = new ArrayList<>();
        if (!alone) {
            lines.add(alert.severity().symbol() + " *" + SlackText.link(new Link(clipped(alert.title(), LONGEST_TITLE), alert.address())) + "*");
        }
        String facts = SlackText.facts(alert.facts(words.commonNames()), LONGEST_FACTS);
        lines.add("since " + SlackText.time(alert.alert().startsAt(), now()) + (facts.isEmpty() ? "" : "  " + facts));
        if (!alert.description().isEmpty()) {
            lines.add(clipped(escaped(alert.description()), LONGEST_DESCRIPTION));
        }
        String links = SlackText.links(alert.links());
        if (!links.isEmpty() && links.length() <= LONGEST_LINKS) {
            lines.add(links);
        }
        return String.join("\n", lines);
    }

    private String ended(AlertWords alert, boolean single) {
        Instant end = Objects.requireNonNull(alert.alert().endsAt());
        String facts = SlackText.facts(alert.facts(words.commonNames()), LONGEST_FACTS);
        String title = single ? facts : "✅ " + clipped(escaped(alert.title()), LONGEST_TITLE) + (facts.isEmpty() ? "" : "  " + facts);
        return title + (title.isEmpty() ? "" : "\n") + (words.unsaid().contains(alert)
                ? "fired at " + SlackText.time(alert.alert().startsAt(), now()) + ", resolved at " + SlackText.time(end, now()) + ": it could not be said in time"
                : "resolved at " + SlackText.time(end, now()) + ", after " + Times.lasted(alert.lasted()));
    }

    private String foot(List<AlertWords> detailed) {
        int more = Math.max(0, detailed.size() - MOST_ALERTS) + Math.max(0, ended().size() - MOST_ENDED);
        MessageData data = words.notification().data();
        String all = data.externalUrl().toString().replaceAll("/+$", "") + "/alerts?receiver=" + URLEncoder.encode(data.receiver(), StandardCharsets.UTF_8);
        return (more == 0 ? "" : "and " + more + " more, listed below  ·  ") + SlackText.link(new Link("All alerts in Keepwatch", all))
                + "  ·  to " + escaped(data.receiver());
    }

    /// What found no room, a line each, in as many messages as it takes.
    ///
    /// @param detailed those of which the first ones were shown
    List<Overflow> overflow(List<AlertWords> detailed) {
        List<AlertWords> left = Stream.concat(detailed.stream().skip(MOST_ALERTS), ended().stream().skip(MOST_ENDED)).toList();
        List<Overflow> lists = new ArrayList<>();
        var text = new StringBuilder();
        List<AlertWords> listed = new ArrayList<>();
        for (AlertWords alert : left) {
            String line = clipped(escaped(alert.line(words.commonNames())), LONGEST_LINE);
            if (text.length() + line.length() > LONGEST_LIST && lists.size() < MOST_LISTS - 1) {
                lists.add(new Overflow(text.toString(), List.copyOf(listed)));
                text.setLength(0);
                listed.clear();
            }
            listed.add(alert);
            if (text.length() + line.length() <= LONGEST_LIST) {
                text.append(text.isEmpty() ? "" : "\n").append(line);
            }
        }
        if (!listed.isEmpty()) {
            lists.add(new Overflow(text.toString(), List.copyOf(listed)));
        }
        return lists;
    }

    record Overflow(String text, List<AlertWords> alerts) {}

    String color() {
        if (words.isOver()) {
            return "#2e7d32";
        }
        return switch (words.firing().getFirst().severity()) {
            case Severity.CRITICAL -> "#c62828";
            case Severity.ERROR -> "#ef6c00";
            case Severity.WARNING -> "#f9a825";
            case Severity.INFO -> "#1565c0";
        };
    }

    private List<AlertWords> ended() {
        return Stream.concat(words.ended().stream(), words.unsaid().stream()).toList();
    }

    private Instant now() {
        return words.notification().data().at();
    }
}
