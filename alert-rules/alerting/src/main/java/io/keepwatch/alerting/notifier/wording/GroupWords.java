package io.keepwatch.alerting.notifier.wording;

import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.routing.NotifyReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// A notification in words.
///
/// @param firing the worst first, then those that began first
/// @param news   those of the firing ones that are told for the first time
/// @param ended  those that it was known to fire, and have ended
/// @param unsaid those that fired and ended before that could be said
public record GroupWords(Notification notification, List<AlertWords> firing, List<AlertWords> news, List<AlertWords> ended, List<AlertWords> unsaid) {

    public static GroupWords of(Notification notification) {
        List<AlertWords> all = notification.data().alerts().stream().map(alert -> new AlertWords(alert, notification.data()))
                .sorted(Comparator.comparing(AlertWords::severity).thenComparing(words -> words.alert().startsAt())
                        .thenComparing(words -> words.alert().labels())).toList();
        List<AlertWords> firing = all.stream().filter(words -> words.alert().endsAt() == null).toList();
        List<AlertWords> over = all.stream().filter(words -> words.alert().endsAt() != null).toList();
        return new GroupWords(notification, firing, firing.stream().filter(words -> !notification.known().contains(words.alert().labels())).toList(),
                over.stream().filter(words -> !notification.unsaid().contains(words.alert().labels())).toList(),
                over.stream().filter(words -> notification.unsaid().contains(words.alert().labels())).toList());
    }

    /// How it stands, for a line that is read on a locked phone: what is broken first.
    public String state() {
        return firing.isEmpty() ? over() : firing.getFirst().severity().symbol() + " " + firing.getFirst().severity().title() + ": " + first(firing);
    }

    /// What has changed, for the same line.
    public String change() {
        if (!news.isEmpty()) {
            return news.getFirst().severity().symbol() + " " + news.getFirst().severity().title() + ": " + first(news);
        }
        if (firing.isEmpty()) {
            return over();
        }
        if (notification.reason() == NotifyReason.REPEAT || ended.isEmpty() && unsaid.isEmpty()) {
            return firing.getFirst().severity().symbol() + " Still firing: " + first(firing) + ", for " + Times.lasted(lasted(firing));
        }
        return over() + "; " + firing.size() + " still firing";
    }

    /// What has changed, for a log: without the symbol, which not every machine can show.
    public String line() {
        String change = change();
        return change.substring(change.indexOf(' ') + 1);
    }

    private String over() {
        return ended.isEmpty() ? "✅ Fired and resolved: " + first(unsaid) + ", within " + Times.lasted(lasted(unsaid))
                : "✅ Resolved: " + first(ended) + ", after " + Times.lasted(lasted(ended));
    }

    private static String first(List<AlertWords> alerts) {
        return alerts.getFirst().title() + (alerts.size() == 1 ? "" : " and " + (alerts.size() - 1) + " more");
    }

    /// From the beginning of the first one to the end of the last one.
    private static Duration lasted(List<AlertWords> alerts) {
        Instant from = alerts.stream().map(words -> words.alert().startsAt()).min(Comparator.naturalOrder()).orElseThrow();
        Instant until = alerts.stream().map(words -> Objects.requireNonNullElse(words.alert().endsAt(), words.data().at()))
                .max(Comparator.naturalOrder()).orElseThrow();
        return Duration.between(from, until);
    }

    /// How many are in which state, e.g. `2 firing, 1 resolved`.
    public String counts() {
        List<String> counts = new ArrayList<>();
        if (!firing.isEmpty()) {
            counts.add(firing.size() + " firing");
        }
        if (!ended.isEmpty()) {
            counts.add(ended.size() + " resolved");
        }
        if (!unsaid.isEmpty()) {
            counts.add(unsaid.size() + " fired and resolved");
        }
        return String.join(", ", counts);
    }

    /// What all its alerts share, but for the name and the severity; one alert shares nothing with others, and says it all itself.
    public List<String> common() {
        return one() ? List.of() : new AlertWords(notification.data().alerts().getFirst(), notification.data()).facts(notCommon());
    }

    /// Names of the labels that need not be said with each alert.
    public Set<String> commonNames() {
        return one() ? Set.of() : Set.copyOf(notification.data().commonLabels().keySet());
    }

    private boolean one() {
        return notification.data().alerts().size() == 1;
    }

    private Set<String> notCommon() {
        Map<String, String> common = notification.data().commonLabels();
        var others = new TreeSet<>(notification.data().alerts().getFirst().labels().toMap().keySet());
        others.removeAll(common.keySet());
        return others;
    }

    public boolean isOver() {
        return firing.isEmpty();
    }
}
