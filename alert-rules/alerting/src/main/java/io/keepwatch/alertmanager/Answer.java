package io.keepwatch.alertmanager;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/// The bodies of answers, by the names of the API's description.
final class Answer {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Answer() {}

    record Status(Cluster cluster, VersionInfo versionInfo, Config config, String uptime) {}

    record Cluster(String status, List<String> peers) {}

    record VersionInfo(String version, String revision, String branch, String buildUser, String buildDate, String goVersion) {}

    record Config(String original) {}

    record ReceiverReference(String name) {}

    record Receiver(String name, Map<String, String> labels) {}

    record AlertStatus(String state, List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {}

    record Alert(Map<String, String> annotations, String endsAt, String fingerprint, List<ReceiverReference> receivers, String startsAt,
                 AlertStatus status, String updatedAt, @JsonInclude(JsonInclude.Include.NON_EMPTY) String generatorURL, Map<String, String> labels) {}

    record Group(List<Alert> alerts, Map<String, String> labels, Map<String, String> routeLabels, ReceiverReference receiver) {}

    record Matcher(String name, String value, boolean isRegex, boolean isEqual) {}

    record SilenceStatus(String state) {}

    record Silence(String id, SilenceStatus status, String updatedAt, Map<String, String> annotations, String comment, String createdBy, String endsAt,
                   List<Matcher> matchers, String startsAt) {}

    record SilenceId(String silenceID) {}

    /// Of what cannot be read at all; other errors are a text.
    record Refusal(int code, String message) {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
