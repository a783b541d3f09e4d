package io.keepwatch.alerting.notifier.wording;

import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// One alert in words.
public record AlertWords(MessageAlert alert, MessageData data) {

    /// Said by the title or by the symbol.
    private static final Set<String> SAID = Set.of("alertname", "severity");
    private static final List<String> PLACES = List.of("instance", "service_name", "service", "job", "plan", "pod", "host", "namespace", "cluster");
    private static final List<String> DASHBOARDS = List.of("dashboard_url", "dashboard", "__dashboard_url__");

    /// What is broken.
    public String title() {
        String summary = text("summary");
        if (!summary.isEmpty()) {
            return summary;
        }
        String name = name();
        return PLACES.stream().map(alert.labels()::get).filter(place -> !place.isEmpty()).findFirst().map(place -> name + " on " + place).orElse(name);
    }

    public String name() {
        String name = alert.labels().get("alertname");
        return name.isEmpty() ? "Alert" : name;
    }

    public String description() {
        String text = text("description");
        return text.isEmpty() ? text("message") : text;
    }

    /// On one line; empty when there is none.
    private String text(String annotation) {
        return alert.annotations().getOrDefault(annotation, "").strip().replaceAll("\\s+", " ");
    }

    public Severity severity() {
        return Severity.of(alert.labels());
    }

    /// The labels that tell it from others, e.g. `instance=i1`.
    ///
    /// @param without those that all share
    public List<String> facts(Collection<String> without) {
        List<String> facts = new ArrayList<>();
        alert.labels().forEach((name, value) -> {
            if (!SAID.contains(name) && !without.contains(name)) {
                facts.add(name + "=" + value);
            }
        });
        return facts;
    }

    /// On one line, for a list of many.
    public String line(Collection<String> without) {
        String title = title();
        List<String> facts = facts(without).stream().filter(fact -> !title.contains(fact.substring(fact.indexOf('=') + 1))).toList();
        String what = title + (facts.isEmpty() ? "" : " (" + String.join(", ", facts) + ")");
        return alert.endsAt() == null ? severity().symbol() + " " + what + ", since " + Times.at(alert.startsAt(), data.at())
                : "✅ " + what + ", after " + Times.lasted(lasted());
    }

    /// Until it ended, or until now.
    public Duration lasted() {
        Instant end = alert.endsAt();
        return Duration.between(alert.startsAt(), end == null ? data.at() : end);
    }

    /// What to click, the most useful first.
    public List<Link> links() {
        List<Link> links = new ArrayList<>();
        add(links, "Runbook", alert.annotations().getOrDefault("runbook_url", alert.annotations().getOrDefault("runbook", "")));
        DASHBOARDS.stream().map(name -> alert.annotations().getOrDefault(name, "")).filter(Link::isWeb).findFirst()
                .ifPresent(address -> add(links, "Dashboard", address));
        add(links, restorePoint(), alert.annotations().getOrDefault("restore_url", ""));
        add(links, "Source", alert.generatorUrl());
        return links;
    }

    private static void add(List<Link> links, String text, String address) {
        if (Link.isWeb(address)) {
            links.add(new Link(text, address));
        }
    }

    private String restorePoint() {
        String database = text("restore_database").replaceFirst(" at .*", "");
        String age = text("restore_point_age");
        return "Restore point" + (database.isEmpty() ? "" : " of " + database) + (age.isEmpty() ? "" : ", " + age + " before");
    }

    /// Where it is seen in the console.
    public String address() {
        return data.externalUrl().toString().replaceAll("/+$", "") + "/alerts?q=" + URLEncoder.encode(name(), StandardCharsets.UTF_8);
    }
}
