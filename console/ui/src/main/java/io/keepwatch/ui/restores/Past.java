package io.keepwatch.ui.restores;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.RunStep;
import io.keepwatch.ui.backups.RunWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The finished restores of a plan: the only ground for saying how long the next one takes.
///
/// @param restores the newest first
record Past(List<Restore> restores) {

    static Past of(List<Restore> all, String plan, Mode mode) {
        return new Past(all.stream().filter(restore -> plan.equals(restore.run().plan()) && restore.request().mode() == mode)
                .filter(restore -> restore.run().phase() == Phase.COMPLETED).toList());
    }

    /// The median of what the step took before; empty when it never ran.
    Optional<Duration> usual(String step) {
        List<Duration> lengths = restores.stream().flatMap(restore -> restore.run().steps().stream())
                .filter(one -> one.name().equals(step) && one.phase() == Phase.COMPLETED).flatMap(Past::took).sorted().toList();
        return lengths.isEmpty() ? Optional.empty() : Optional.of(lengths.get(lengths.size() / 2));
    }

    private static Stream<Duration> took(RunStep step) {
        return RunWords.took(step, Instant.MAX).stream();
    }
}
