package io.keepwatch.backup.catalog;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backups.RetentionVerdict;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What retention thinks of backups, for those who show them. The retention room has the bean.
public interface RetentionView {

    /// What retention would do now, and why, the newest first.
    List<RetentionVerdict> preview(String plan);

    /// What each backup of a plan is kept for, by its id.
    Map<String, Set<Backup.Tag>> tags(String plan);
}
