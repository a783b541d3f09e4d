package io.keepwatch.backup.state;

import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.SourceSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Where the sources keep their data on this machine, as they said when they were last asked.
final class SourceFolders {

    private final PlanBook book;
    private final Map<SourceSettings, Optional<Path>> said = new ConcurrentHashMap<>();

    SourceFolders(PlanBook book) {
        this.book = book;
    }

    Optional<Path> of(BackupPlan plan) {
        return said.getOrDefault(plan.source(), Optional.empty());
    }

    /// Asks the sources that have not been asked; those who do not know now are asked again.
    void ask() {
        var plans = book.plans();
        said.keySet().retainAll(plans.stream().map(BackupPlan::source).toList());
        for (BackupPlan plan : plans) {
            if (of(plan).isEmpty()) {
                said.put(plan.source(), folder(plan));
            }
        }
    }

    private Optional<Path> folder(BackupPlan plan) {
        BackupSource<SourceSettings> source = book.source(plan.sourceType());
        return source.localFolder(plan.source());
    }
}
