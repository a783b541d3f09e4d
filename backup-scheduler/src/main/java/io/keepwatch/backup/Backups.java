package io.keepwatch.backup;

import io.keepwatch.access.Actor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The backups that exist. The targets hold the truth, this catalog is a cache of it.
public interface Backups {

    /// The newest first.
    ///
    /// @param plan of this plan only; null for all
    List<Backup> list(@Nullable String plan);

    Optional<Backup> find(String id);

    /// What is in it, read from the manifest of the first copy that answers; may take as long as a target takes.
    ///
    /// @throws io.keepwatch.problem.ProblemException 404 when there is no such backup, 502 when no copy's manifest can be read
    BackupContents contents(String id);

    /// Reads it again to its end, from each copy.
    ///
    /// @return the run's id
    String verify(String id, Actor actor);

    /// Retention does not touch it any more.
    void hold(String id, String why, Actor actor);

    void release(String id, Actor actor);

    /// Reads the manifests of all targets again.
    ///
    /// @return the run's id
    String rebuild(Actor actor);

    /// What retention would do now, and why, backup by backup, the newest first.
    List<RetentionVerdict> retentionPreview(String plan);

    record RetentionVerdict(String backupId, boolean keep, String reason) {}
}
