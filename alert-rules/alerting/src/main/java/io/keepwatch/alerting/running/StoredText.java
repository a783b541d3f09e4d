package io.keepwatch.alerting.running;

import io.keepwatch.alerting.evaluation.DataMemory;
import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.evaluation.RuleState.Health;
import io.keepwatch.telemetry.series.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of what has no column of its own. Unknown fields are passed over, so that an older process can read what a newer one wrote.
final class StoredText {

    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<StoredRule>> RULES = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.builder().disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /// A rule's state but for its alerts and what is long; times in milliseconds.
    record StoredRule(String name, String labels, int occurrence, Health health, @Nullable String error, @Nullable Long evaluatedAt,
                      long tookNanos, @Nullable Long dataSeenAt, @Nullable Long dataCheckedAt) {

        static StoredRule of(RuleKey key, RuleState state) {
            return new StoredRule(key.name(), key.labels(), key.occurrence(), state.health(), state.error(), millis(state.lastEvaluation()),
                    state.took().toNanos(), millis(state.memory().seenAt()), millis(state.memory().checkedAt()));
        }

        RuleKey key() {
            return new RuleKey(name, labels, occurrence);
        }

        RuleState state(RuleMemory memory, List<io.keepwatch.alerting.evaluation.Alert> alerts) {
            var data = new DataMemory(instant(dataSeenAt), instant(dataCheckedAt), memory.sources());
            return new RuleState(alerts, memory.series(), data, health, error, instant(evaluatedAt), Duration.ofNanos(tookNanos));
        }

        private static @Nullable Long millis(@Nullable Instant at) {
            return at == null ? null : at.toEpochMilli();
        }

        private static @Nullable Instant instant(@Nullable Long millis) {
            return millis == null ? null : Instant.ofEpochMilli(millis);
        }
    }

    /// @param sources epoch milliseconds by the labels
    private record StoredMemory(List<Map<String, String>> series, List<StoredSource> sources) {}

    private record StoredSource(Map<String, String> labels, long seenAt) {}

    String rules(List<StoredRule> rules) {
        return json.writeValueAsString(rules);
    }

    List<StoredRule> rules(String text) {
        return json.readValue(text, RULES);
    }

    String texts(Map<String, String> texts) {
        return json.writeValueAsString(texts);
    }

    SortedMap<String, String> texts(String text) {
        return json.readValue(text, TEXTS);
    }

    Labels labels(String text) {
        return Labels.of(texts(text));
    }

    byte[] memory(RuleMemory memory) {
        var stored = new StoredMemory(memory.series().stream().map(labels -> (Map<String, String>) labels.toMap()).toList(),
                memory.sources().entrySet().stream().map(source -> new StoredSource(source.getKey().toMap(), source.getValue().toEpochMilli())).toList());
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(json.writeValueAsString(stored).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    RuleMemory memory(byte[] content) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            StoredMemory stored = json.readValue(new String(in.readAllBytes(), StandardCharsets.UTF_8), StoredMemory.class);
            Set<Labels> series = new HashSet<>();
            stored.series.forEach(labels -> series.add(Labels.of(labels)));
            Map<Labels, Instant> sources = new HashMap<>();
            stored.sources.forEach(source -> sources.put(Labels.of(source.labels), Instant.ofEpochMilli(source.seenAt)));
            return new RuleMemory(series, sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
