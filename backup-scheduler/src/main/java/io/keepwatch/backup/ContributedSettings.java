package io.keepwatch.backup;

/// Backup settings beside those of `keepwatch.yaml`, e.g. the demo's own. A bean of this type adds its servers, targets and plans as
/// if they stood in the file; where both have a name, the file's is used.
public interface ContributedSettings {

    /// As it would stand in `keepwatch.yaml`, from `keepwatch:` on; secrets as references. Empty while there is nothing to add.
    String yaml();

    /// Calls `listener` each time the text has changed.
    void onChange(Runnable listener);
}
