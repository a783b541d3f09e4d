package io.keepwatch.promql;

/// The memory for samples that several queries share.
@FunctionalInterface
public interface SampleRoom {

    /// @param samples that the query is to hold from now on, all together
    /// @return false when there is no room for as many
    boolean hold(long samples);
}
