package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of what is stored, and short names for what has a long one. Unknown fields are passed over, so that an older process can read
/// what a newer one wrote.
final class NotificationText {

    private static final JsonMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private static final TypeReference<List<TreeMap<String, String>>> SETS = new TypeReference<>() {};
    private static final TypeReference<List<StoredMessageAlert>> ALERTS = new TypeReference<>() {};

    private NotificationText() {}

    private record StoredAlert(Map<String, String> labels, SortedMap<String, String> annotations, Instant startsAt, Instant endsAt, boolean timesOut,
                               String generatorUrl, Instant updatedAt) {}

    private record StoredMessageAlert(Map<String, String> labels, SortedMap<String, String> annotations, Instant startsAt, @Nullable Instant endsAt,
                                      String generatorUrl, String fingerprint) {}

    static String of(RoutedAlert alert) {
        return JSON.writeValueAsString(new StoredAlert(alert.labels().toMap(), alert.annotations(), alert.startsAt(), alert.endsAt(), alert.timesOut(),
                alert.generatorUrl(), alert.updatedAt()));
    }

    static RoutedAlert alert(String text) {
        StoredAlert stored = JSON.readValue(text, StoredAlert.class);
        return new RoutedAlert(Labels.of(stored.labels), stored.annotations, stored.startsAt, stored.endsAt, stored.timesOut, stored.generatorUrl,
                stored.updatedAt);
    }

    static String of(Labels labels) {
        return JSON.writeValueAsString(labels.toMap());
    }

    static Labels labels(String text) {
        return Labels.of(JSON.readValue(text, new TypeReference<TreeMap<String, String>>() {}));
    }

    /// In their order, so that one alert is found in it by [#of(Labels)].
    static String of(Collection<Labels> alerts) {
        return JSON.writeValueAsString(new TreeSet<>(alerts).stream().map(Labels::toMap).toList());
    }

    static Set<Labels> set(String text) {
        return JSON.readValue(text, SETS).stream().map(Labels::of).collect(Collectors.toUnmodifiableSet());
    }

    static String ofMessageAlerts(List<MessageAlert> alerts) {
        return JSON.writeValueAsString(alerts.stream().map(alert -> new StoredMessageAlert(alert.labels().toMap(), alert.annotations(), alert.startsAt(),
                alert.endsAt(), alert.generatorUrl(), alert.fingerprint())).toList());
    }

    static List<MessageAlert> messageAlerts(String text) {
        return JSON.readValue(text, ALERTS).stream().map(alert -> new MessageAlert(Labels.of(alert.labels), alert.annotations, alert.startsAt,
                alert.endsAt, alert.generatorUrl, alert.fingerprint)).toList();
    }

    /// PostgreSQL takes no NUL.
    static String clean(String text) {
        return text.replace('\0', '?');
    }
}
