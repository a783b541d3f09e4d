package io.keepwatch.backup;

import io.keepwatch.access.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Backup runs and other long work: started, watched and cancelled.
public interface Runs {

    record LogLine(Instant at, String step, String text) {}

    /// Starts a backup now.
    ///
    /// @return the run's id
    /// @throws io.keepwatch.problem.ProblemException 404 when there is no such plan, 409 when a run of it is on
    String start(String plan, Actor actor);

    /// The newest first.
    ///
    /// @param plan of this plan only; null for all
    List<Run> recent(@Nullable String plan, int limit);

    Optional<Run> find(String id);

    List<LogLine> log(String id);

    void cancel(String id, Actor actor);
}
