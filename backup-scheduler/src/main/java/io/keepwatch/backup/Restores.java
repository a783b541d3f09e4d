package io.keepwatch.backup;

import io.keepwatch.access.Actor;
import java.util.List;
import java.util.Optional;

/// Restores: shown before, started, watched, cancelled and taken back.
public interface Restores {

    /// Looks and changes nothing.
    RestorePlan dryRun(RestoreRequest request);

    /// @return the restore's id
    /// @throws io.keepwatch.problem.ProblemException 409 when the plan's hash has changed or another restore of the database runs,
    ///         422 when a check is red, 400 when the typed name is not the database's
    String start(RestoreRequest request, Actor actor);

    /// The newest first.
    List<Restore> all();

    Optional<Restore> find(String id);

    /// Before the swap: the live database stays untouched.
    void cancel(String id, Actor actor);

    /// Swaps the old database back and drops nothing.
    void undo(String id, Actor actor);
}
