package io.keepwatch.ui.restores;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.RunStep;
import java.util.List;
import java.util.Optional;

/// Whether a restore has touched the running database: the first thing everybody asks.
enum Production {
    /// Nothing of it was changed.
    UNTOUCHED,
    /// It is being changed at this moment.
    SWAPPING,
    /// The restored data is in its place, the old one is kept.
    SWAPPED,
    /// The old one is back in its place.
    BACK;

    static Production of(Restore restore) {
        if (restore.request().mode() == Mode.CLONE) {
            return UNTOUCHED;
        }
        if (restore.undone()) {
            return BACK;
        }
        Optional<RunStep> swap = swap(restore.run().steps());
        if (restore.live() || swap.filter(step -> step.phase() == Phase.COMPLETED).isPresent()) {
            return SWAPPED;
        }
        return swap.filter(step -> step.phase() == Phase.RUNNING).isPresent() ? SWAPPING : UNTOUCHED;
    }

    /// The step that puts the restored database into the place of the running one.
    static Optional<RunStep> swap(List<RunStep> steps) {
        return steps.stream().filter(step -> isSwap(step.name())).findFirst();
    }

    static boolean isSwap(String step) {
        return step.equals("swap");
    }

    static boolean isSwapBack(String step) {
        return step.equals("swap-back");
    }
}
