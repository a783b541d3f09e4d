package io.keepwatch.backup.target.filesystem;

import io.keepwatch.backup.target.BackupTarget;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings;
import org.springframework.stereotype.Component;

/// `type: filesystem`
@Component
@ConditionalOnRole(Settings.ProcessRole.CONTROL)
final class FilesystemTarget implements BackupTarget<FilesystemSettings> {

    @Override
    public String type() {
        return "filesystem";
    }

    @Override
    public Class<FilesystemSettings> settingsType() {
        return FilesystemSettings.class;
    }

    @Override
    public ObjectStore open(FilesystemSettings settings) {
        return new FilesystemStore(settings);
    }
}
