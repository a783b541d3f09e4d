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
import java.util.ArrayList;
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

    /// Says it first and looks for others then: of two that say it at the same moment, each sees the other.
    ///
    /// @param ours whether a run is in our journal: such runs exclude each other already
    /// @throws StepException when another site writes a backup of the plan
    static void declare(ObjectStore store, String target, String plan, String runId, Predicate<String> ours, Clock clock) throws IOException {
        write(store, plan, runId, clock);
        var keys = new ArrayList<String>();
        store.list(BackupLayout.intents(plan), object -> keys.add(object.key()));
        for (String key : keys) {
            Optional<Intent> other = read(store, key).filter(intent -> !ours.test(intent.runId()));
            if (other.isPresent() && other.get().until().isAfter(clock.instant())) {
                throw new StepException("Cannot back up " + plan + " to " + target + ": another site is writing a backup of that name there until "
                        + other.get().until(), "Give the two plans different names, or the targets different prefixes");
            }
            if (other.isPresent() || !key.equals(BackupLayout.intent(plan, runId))) {
                store.delete(key); // of a process that died
            }
        }
    }

    /// Says it, or says it anew.
    static void write(ObjectStore store, String plan, String runId, Clock clock) throws IOException {
        try (ObjectUpload upload = store.create(BackupLayout.intent(plan, runId), "STANDARD")) {
            upload.output().write(JSON.writeValueAsBytes(new Intent(runId, clock.instant().plus(VALID))));
            upload.commit();
        }
    }

    static void withdraw(ObjectStore store, String plan, String runId) throws IOException {
        store.delete(BackupLayout.intent(plan, runId));
    }

    private static Optional<Intent> read(ObjectStore store, String key) throws IOException {
        try (InputStream in = store.read(key)) {
            return Optional.ofNullable(JSON.readValue(in.readAllBytes(), Intent.class)).filter(read -> read.runId() != null && read.until() != null);
        } catch (JacksonException e) {
            log.warn("Taking away {}, which cannot be read", key, e);
            return Optional.empty();
        }
    }
}
