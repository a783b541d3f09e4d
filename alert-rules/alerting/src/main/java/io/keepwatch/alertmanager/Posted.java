package io.keepwatch.alertmanager;

import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.Labels;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what is posted.
final class Posted {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST = 32 * 1024 * 1024;
    /// Go's zero time, which clients send for what they do not know.
    private static final Instant UNSET_BEFORE = Instant.parse("0002-01-01T00:00:00Z");

    private Posted() {}

    /// @param alerts   what can be taken
    /// @param problems of the others
    record Alerts(List<RoutedAlert> alerts, List<String> problems) {}

    static JsonNode body(HttpServletRequest request, String name) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new WrongFormException("parsing " + name + " body from \"\" failed, because it is larger than 32 MiB", true);
        }
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new WrongFormException("parsing " + name + " body from \"\" failed, because " + e.getOriginalMessage(), true);
        }
    }

    /// Those that are valid are taken though others are not.
    static Alerts alerts(JsonNode body, Instant now, Duration resolveTimeout) {
        if (!body.isArray()) {
            throw new WrongFormException("alerts in body must be of type array", false);
        }
        List<RoutedAlert> alerts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (JsonNode posted : body) {
            if (!posted.path("labels").isObject()) {
                throw new WrongFormException("labels in body is required", false);
            }
            RoutedAlert alert = alert(posted, now, resolveTimeout);
            String problem = problem(alert);
            if (problem == null) {
                alerts.add(alert);
            } else {
                problems.add(problem);
            }
        }
        return new Alerts(alerts, problems);
    }

    private static RoutedAlert alert(JsonNode posted, Instant now, Duration resolveTimeout) {
        Instant from = time(posted, "startsAt");
        Instant to = time(posted, "endsAt");
        Instant start = from != null ? from : to != null ? to : now;
        return new RoutedAlert(Labels.of(texts(posted, "labels")), texts(posted, "annotations"), start, to == null ? now.plus(resolveTimeout) : to,
                to == null, posted.path("generatorURL").asString(""), now);
    }

    private static @Nullable String problem(RoutedAlert alert) {
        if (alert.endsAt().isBefore(alert.startsAt())) {
            return "start time must be before end time";
        }
        if (alert.labels().isEmpty()) {
            return "at least one label pair required";
        }
        if (alert.labels().toMap().containsKey("")) {
            return "invalid label set: invalid name " + LabelText.quote("");
        }
        return alert.annotations().containsKey("") ? "invalid annotations: invalid name " + LabelText.quote("") : null;
    }

    /// With an empty id for a new one.
    static Silence silence(JsonNode body, Instant now) {
        for (String required : List.of("comment", "createdBy", "endsAt", "matchers", "startsAt")) {
            if (body.path(required).isMissingNode() || body.path(required).isNull()) {
                throw new WrongFormException(required + " in body is required", false);
            }
        }
        List<LabelMatcher> matchers = new ArrayList<>();
        for (JsonNode matcher : body.path("matchers")) {
            matchers.add(matcher(matcher));
        }
        if (matchers.isEmpty()) {
            throw new WrongFormException("matchers in body should have at least 1 items", false);
        }
        Instant from = time(body, "startsAt");
        Instant to = time(body, "endsAt");
        Instant start = from == null ? now : from;
        if (to == null || !to.isAfter(start)) {
            throw new IllegalArgumentException("Failed to create silence: start time must be before end time");
        }
        if (to.isBefore(now)) {
            throw new IllegalArgumentException("Failed to create silence: end time can't be in the past");
        }
        return new Silence(body.path("id").asString(""), List.copyOf(matchers), start, to, now, body.path("createdBy").asString(""),
                body.path("comment").asString(""));
    }

    private static LabelMatcher matcher(JsonNode matcher) {
        for (String required : List.of("isRegex", "name", "value")) {
            if (matcher.path(required).isMissingNode() || matcher.path(required).isNull()) {
                throw new WrongFormException("matchers." + required + " in body is required", false);
            }
        }
        boolean equal = matcher.path("isEqual").asBoolean(true);
        boolean regex = matcher.path("isRegex").asBoolean(false);
        Operator operator = regex ? equal ? Operator.MATCHES : Operator.NOT_MATCHES : equal ? Operator.EQUAL : Operator.NOT_EQUAL;
        String name = matcher.path("name").asString("");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("invalid silence: invalid label matcher 0: invalid label name " + LabelText.quote(name));
        }
        return new LabelMatcher(name, operator, matcher.path("value").asString(""));
    }

    private static @Nullable Instant time(JsonNode object, String field) {
        String text = object.path(field).asString("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(UNSET_BEFORE) ? null : time;
        } catch (DateTimeException e) {
            throw new WrongFormException(field + " in body must be of type date-time: " + LabelText.quote(text), false);
        }
    }

    private static SortedMap<String, String> texts(JsonNode object, String field) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (var entry : object.path(field).properties()) {
            if (!entry.getValue().isString()) {
                throw new WrongFormException(field + "." + entry.getKey() + " in body must be of type string", false);
            }
            texts.put(entry.getKey(), entry.getValue().asString());
        }
        return texts;
    }
}
