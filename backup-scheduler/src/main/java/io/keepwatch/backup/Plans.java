package io.keepwatch.backup;

import java.util.List;
import java.util.Optional;

/// The plans of `keepwatch.yaml` as they are now, with what became of them.
public interface Plans {

    List<PlanStatus> all();

    Optional<PlanStatus> find(String name);

    /// The names of the servers of `keepwatch.yaml`: where else a backup may be restored to.
    List<String> servers();
}
