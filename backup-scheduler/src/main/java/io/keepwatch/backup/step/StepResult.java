package io.keepwatch.backup.step;

import java.time.Instant;

/// What became of a step.
public sealed interface StepResult {

    StepResult DONE = new Done();

    record Done() implements StepResult {}

    /// Run the step again at `instant`.
    ///
    /// @param why for people, e.g. `Glacier thaws the archive`
    record WaitUntil(Instant instant, String why) implements StepResult {}

    /// The run ends here.
    ///
    /// @param why  what failed, where and why, in one sentence
    /// @param hint what to do about it
    record Failed(String why, String hint) implements StepResult {}
}
