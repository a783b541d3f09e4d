package io.keepwatch.backup.step;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a step may use of the run it belongs to.
public interface StepContext {

    String runId();

    /// Tells how far the step is; called as often as one likes.
    ///
    /// @param totalBytes expected in all, or null when nobody knows
    void progress(long bytes, @Nullable Long totalBytes, @Nullable String detail);

    /// A line for the run's log. Secrets must be out already.
    void log(String line);

    /// Keeps a fact across crashes and take-overs, before the outside world changes.
    void remember(String key, String value);

    Optional<String> remembered(String key);

    /// @throws InterruptedException when somebody has cancelled the run, or another process has taken it over
    void checkCancelled() throws InterruptedException;

    /// Writes to the metadata database. A cancelled step is interrupted, and H2 closes its file when that hits a thread that is
    /// using it: here nothing interrupts.
    default <T> T uninterrupted(Supplier<T> write) {
        return write.get();
    }
}
