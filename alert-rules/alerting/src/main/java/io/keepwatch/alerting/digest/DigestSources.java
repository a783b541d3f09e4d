package io.keepwatch.alerting.digest;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.digest.Digest.Row;
import io.keepwatch.alerting.digest.Digest.Section;
import io.keepwatch.alerting.evaluation.RuleState.Health;
import io.keepwatch.alerting.notifier.wording.AlertWords;
import io.keepwatch.alerting.notifier.wording.Times;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a digest takes from what it reports.
record DigestSources(AlertHistory history, RuleGroups rules, Deliveries deliveries, SeriesStore store, Supplier<URI> console) {

    private static final Logger log = LoggerFactory.getLogger(DigestSources.class);
    private static final int MOST_EPISODES = 20_000;
    private static final int MOST_DELIVERIES = 200;
    private static final int FLAPS = 3;
    private static final int MOST_FLAPPING = 10;
    private static final String RED = "#c62828";
    private static final String AMBER = "#b26a00";
    private static final String GREEN = "#2e7d32";
    private static final String GREY = "#546e7a";

    Digest collect(Instant from, Instant until) {
        String address = console.get().toString().replaceAll("/+$", "");
        List<AlertEpisode> episodes = history.episodes(new AlertHistory.Scope(from, until, null, null, MOST_EPISODES));
        List<AlertEpisode> firing = episodes.stream().filter(episode -> episode.until() == null).toList();
        List<AlertEpisode> fresh = firing.stream().filter(episode -> !episode.firedAt().isBefore(from)).toList();
        List<AlertEpisode> old = firing.stream().filter(episode -> episode.firedAt().isBefore(from))
                .sorted(Comparator.comparing(AlertEpisode::firedAt)).toList();
        List<AlertEpisode> resolved = episodes.stream().filter(episode -> episode.until() != null).toList();
        List<Row> undelivered = undelivered(from, until, address);
        List<Row> broken = broken(address);
        BackupReport backups = backups(address, until);
        List<Section> sections = new ArrayList<>();
        add(sections, "Began, and fires", RED, rows(fresh, until));
        add(sections, "Still fires", RED, rows(old, until));
        add(sections, "Backups in trouble", RED, backups.bad());
        add(sections, "Not delivered", RED, undelivered);
        add(sections, "Rules that fail", AMBER, broken);
        add(sections, "Resolved", GREEN, rows(resolved, until));
        add(sections, "Came and went most often", AMBER, flapping(episodes, from, until));
        add(sections, "Rules for which there has never been data", GREY, blind(address));
        add(sections, "Backups", GREEN, backups.good());
        boolean calm = Stream.of(firing, resolved, undelivered, broken, backups.bad()).allMatch(List::isEmpty);
        return new Digest(from, until, headline(firing.size(), resolved.size(), undelivered.size(), broken.size(), backups.bad().size()), calm, sections);
    }

    private static void add(List<Section> sections, String title, String color, List<Row> rows) {
        if (!rows.isEmpty()) {
            sections.add(Section.of(title + " (" + rows.size() + ")", color, rows));
        }
    }

    private static String headline(int firing, int resolved, int undelivered, int broken, int backups) {
        List<String> counts = new ArrayList<>();
        count(counts, firing, "firing");
        count(counts, backups, backups == 1 ? "backup in trouble" : "backups in trouble");
        count(counts, undelivered, "not delivered");
        count(counts, broken, broken == 1 ? "rule fails" : "rules fail");
        count(counts, resolved, "resolved");
        return counts.isEmpty() ? "nothing fired" : String.join(", ", counts);
    }

    private static void count(List<String> counts, int count, String what) {
        if (count > 0) {
            counts.add(count + " " + what);
        }
    }

    private List<Row> rows(List<AlertEpisode> episodes, Instant now) {
        return episodes.stream().map(episode -> row(episode, now)).toList();
    }

    private Row row(AlertEpisode episode, Instant now) {
        AlertWords words = words(episode, now);
        List<String> facts = words.facts(List.of());
        String time = (episode.until() == null ? "for " : "after ") + Times.lasted(words.lasted());
        return new Row(words.title(), words.severity().word() + ", " + time + (facts.isEmpty() ? "" : " · " + String.join(" ", facts)), words.address());
    }

    private AlertWords words(AlertEpisode episode, Instant now) {
        AlertChange last = episode.last();
        Labels labels = last.labels().get("alertname").isEmpty() ? last.labels().with("alertname", last.rule()) : last.labels();
        var alert = new MessageAlert(labels, last.annotations(), episode.firedAt(), episode.until(), "", "");
        return new AlertWords(alert, new MessageData("digest", List.of(alert), Labels.EMPTY, Collections.emptySortedMap(), "", console.get(), now));
    }

    private List<Row> flapping(List<AlertEpisode> episodes, Instant from, Instant now) {
        Map<String, List<AlertEpisode>> byAlert = episodes.stream().filter(episode -> !episode.firedAt().isBefore(from))
                .collect(Collectors.groupingBy(episode -> episode.last().alertId()));
        return byAlert.values().stream().filter(times -> times.size() >= FLAPS)
                .sorted(Comparator.<List<AlertEpisode>>comparingInt(List::size).reversed().thenComparing(times -> times.getFirst().last().rule()))
                .limit(MOST_FLAPPING).map(times -> {
                    AlertWords words = words(times.getFirst(), now);
                    return new Row(words.title(), times.size() + " times · " + String.join(" ", words.facts(List.of())), words.address());
                }).toList();
    }

    private List<Row> undelivered(Instant from, Instant until, String address) {
        return deliveries.list(new Deliveries.Scope(from, until, null, null, true, MOST_DELIVERIES)).stream()
                .map(delivery -> new Row(delivery.summary(), delivery.destination() + ": " + why(delivery), address + "/alerts/deliveries")).toList();
    }

    private static String why(Delivery delivery) {
        String state = switch (delivery.state()) {
            case WAITING, SENDING -> "still tried";
            case SENT -> "arrived late";
            case COMBINED -> "said by a later one";
            case REJECTED -> "refused";
            case EXPIRED -> "given up";
        };
        return delivery.attempts().isEmpty() ? state : state + ", " + delivery.attempts().getLast().outcome();
    }

    private List<Row> broken(String address) {
        Stream<Row> failing = statuses().filter(rule -> rule.health() == Health.BAD)
                .map(rule -> new Row(rule.rule().name(), rule.error() == null ? "" : rule.error(), address + "/alerts/rules"));
        Stream<Row> refused = rules.refused().stream().map(one -> new Row(one.problem().place(), one.problem().reason(), address + "/alerts/rules"));
        return Stream.concat(refused, failing).toList();
    }

    private List<Row> blind(String address) {
        return statuses().filter(rule -> rule.health() == Health.GOOD && rule.blind()).map(rule -> new Row(rule.rule().name(), "", address + "/alerts/rules"))
                .toList();
    }

    private Stream<RuleStatus> statuses() {
        return rules.groups().stream().map(group -> group.rules()).flatMap(List::stream);
    }

    /// The mail goes out without them when the samples cannot be read: that something is wrong there, alerts say.
    private BackupReport backups(String address, Instant now) {
        try {
            return BackupReport.of(store, address, now);
        } catch (RuntimeException e) {
            log.warn("Cannot read how the backups are; the digest goes out without them: {}", e.toString());
            return new BackupReport(List.of(), List.of());
        }
    }
}
