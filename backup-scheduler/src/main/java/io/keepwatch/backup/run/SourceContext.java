package io.keepwatch.backup.run;

import io.keepwatch.backup.step.StepContext;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A run's context as a source sees it while its bytes go through a [Tee].
record SourceContext(StepContext run, Tee tee) implements StepContext {

    @Override
    public String runId() {
        return run.runId();
    }

    @Override
    public void progress(long bytes, @Nullable Long totalBytes, @Nullable String detail) {
        tee.alive(detail);
    }

    @Override
    public void log(String line) {
        tee.alive(null);
        run.log(line);
    }

    @Override
    public void remember(String key, String value) {
        tee.alive(null);
        run.remember(key, value);
    }

    @Override
    public Optional<String> remembered(String key) {
        return run.remembered(key);
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        run.checkCancelled();
    }

    @Override
    public <T> T uninterrupted(Supplier<T> write) {
        return run.uninterrupted(write);
    }
}
