package io.keepwatch.backup.step;

/// An exception that knows what to do about itself.
public interface Hinted {

    /// What to do, in one sentence.
    String hint();
}
