package io.keepwatch.ui.shell;

import java.util.Optional;

/// How Keepwatch itself is, for the bottom of the navigation. A bean of this type switches the line on.
public interface SelfWatch {

    /// Empty while there is nothing to say yet. Called every few seconds on a thread that may wait.
    Optional<Report> report();

    /// @param spansPerSecond taken in over the last minute
    /// @param rejected       records refused since the start, with the reason told to their sender
    /// @param lost           acknowledged records that could not be stored; anything but 0 is red
    /// @param problem        what is wrong in a few words, empty when all is well
    record Report(double spansPerSecond, long rejected, long lost, String problem) {}
}
