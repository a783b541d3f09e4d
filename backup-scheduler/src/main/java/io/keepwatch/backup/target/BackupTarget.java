package io.keepwatch.backup.target;

/// A kind of place where backups are kept. An adapter is one stateless bean of this type, named by its `type` in `keepwatch.yaml`,
/// one record of settings, and one test that extends `ObjectStoreContract`.
public interface BackupTarget<S extends TargetSettings> {

    /// As it stands after `type:` in `keepwatch.yaml`.
    String type();

    Class<S> settingsType();

    /// Does not connect: a target that is away is told by the first use.
    ObjectStore open(S settings);
}
