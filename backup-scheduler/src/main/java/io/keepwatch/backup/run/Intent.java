package io.keepwatch.backup.run;

import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.step.StepException;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.ObjectUpload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Says in a target that a backup of the plan is being written there, so that two sites with one target do not collide.
///
/// @param until when it counts no more, for a site that died
record Intent(String runId, Instant until) {

    private static final Logger log = LoggerFactory.getLogger(Intent.class);
    private static final Duration VALID = Duration.ofHours(6);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param ours whether a run is in our journal: such runs exclude each other already
    /// @throws StepException when another site writes a backup of the plan
    static void declare(ObjectStore store, String target, String plan, String runId, Predicate<String> ours, Clock clock) throws IOException {
        Optional<Intent> other = read(store, plan)
                .filter(intent -> intent.until().isAfter(clock.instant()) && !ours.test(intent.runId()));
        if (other.isPresent()) {
            throw new StepException("Cannot back up " + plan + " to " + target + ": another site is writing a backup of that name there until "
                    + other.get().until(), "Give the two plans different names, or the targets different prefixes");
        }
        try (ObjectUpload upload = store.create(BackupLayout.intent(plan), "STANDARD")) {
            upload.output().write(JSON.writeValueAsBytes(new Intent(runId, clock.instant().plus(VALID))));
            upload.commit();
        }
    }

    static void withdraw(ObjectStore store, String plan, String runId) throws IOException {
        if (read(store, plan).filter(intent -> intent.runId().equals(runId)).isPresent()) {
            store.delete(BackupLayout.intent(plan));
        }
    }

    private static Optional<Intent> read(ObjectStore store, String plan) throws IOException {
        String key = BackupLayout.intent(plan);
        if (store.find(key).isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = store.read(key)) {
            return Optional.of(JSON.readValue(in.readAllBytes(), Intent.class));
        } catch (JacksonException e) {
            log.warn("Overwriting {}, which cannot be read", key, e);
            return Optional.empty();
        }
    }
}
