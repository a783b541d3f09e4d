package io.keepwatch.backup.run;

import java.util.Optional;

/// Starts the run of a plan's slot, once, whoever is woken for it.
public interface SlotStarter {

    /// @param slot the slot's key: local date-time and offset, e.g. `2026-11-21T02:00+01:00`
    /// @return the run's id; empty when the slot has had its run already
    Optional<String> start(String plan, String slot);
}
