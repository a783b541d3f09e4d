package io.keepwatch.backup.source;

import io.keepwatch.backup.step.StepContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A run's context that keeps all in memory. A new one on the same facts is what a step sees after a crash.
public final class RecordingContext implements StepContext {

    public final List<String> log = new CopyOnWriteArrayList<>();
    public final Map<String, String> facts;
    public volatile boolean cancelled;
    public volatile long bytes;
    public volatile @Nullable String detail;
    public volatile Consumer<String> onLog = _ -> {};

    public RecordingContext() {
        this(new ConcurrentHashMap<>());
    }

    public RecordingContext(Map<String, String> facts) {
        this.facts = facts;
    }

    @Override
    public String runId() {
        return "run-1";
    }

    @Override
    public void progress(long bytes, @Nullable Long totalBytes, @Nullable String detail) {
        this.bytes = bytes;
        this.detail = detail;
    }

    @Override
    public void log(String line) {
        log.add(line);
        onLog.accept(line);
    }

    @Override
    public void remember(String key, String value) {
        facts.put(key, value);
    }

    @Override
    public Optional<String> remembered(String key) {
        return Optional.ofNullable(facts.get(key));
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        if (cancelled) {
            throw new InterruptedException("cancelled");
        }
    }
}
