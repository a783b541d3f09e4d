package io.keepwatch.backup.source;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A kind of thing that is backed up and restored. An adapter is one stateless bean of this type, one record of settings, and one
/// test that extends `BackupSourceContract`.
public interface BackupSource<S extends SourceSettings> {

    /// As it stands after `type:` in `keepwatch.yaml`.
    String type();

    Class<S> settingsType();

    ProtectedDatabase database(S settings);

    /// The folder of the live data, when it lies in this machine's own file system and the source can tell; asks the source.
    default Optional<Path> localFolder(S settings) {
        return Optional.empty();
    }

    /// What the server tells of itself, of all its databases; nothing for a source that counts nothing.
    default List<Measurement> measure(S settings) throws Exception {
        return List.of();
    }

    /// What to know before a backup: does it answer, are the programs there and safe.
    List<Check> check(S settings);

    /// Streams one consistent snapshot into `sink`, part by part, and returns when the producers have ended well.
    /// Whoever calls makes nothing visible before.
    ///
    /// @return what the manifest says of the source and of the snapshot's content
    /// @throws SourceException when there is no whole snapshot
    SourceFacts backUp(S settings, PartSink sink, StepContext context) throws IOException, InterruptedException;

    /// Reads a part to its end with the program that restores it, and throws it away.
    ///
    /// @throws SourceException when it is not whole
    void readToEnd(String part, InputStream plain, StepContext context) throws IOException, InterruptedException;

    /// What stands against this restore, without changing anything.
    ///
    /// @param settings the source as the plan has it, or the other server that was chosen
    List<Check> preflight(S settings, Manifest manifest, RestoreTarget target);

    /// The steps that make `target` from the backup, in order.
    List<Step> restoreSteps(S settings, Manifest manifest, RestoreTarget target, PartReader parts);

    /// The steps that take a finished restore back, dropping nothing.
    List<Step> undoSteps(S settings, RestoreTarget target);

    /// The steps that remove what a finished restore set aside, when nobody can want it back any more.
    List<Step> cleanUpSteps(S settings, RestoreTarget target);
}
