package io.keepwatch.backup.step;

/// A part of a run that can be repeated: run again after a crash or a take-over, it leads to the same end. What it makes it names in
/// [StepContext#remember] first, so that its second run finds it, and [#undo] can clear it away.
public interface Step {

    /// Short, e.g. `dump`; unique within its run.
    String name();

    /// What it will do, for the plan that is shown before, e.g. `Dump quotes with pg_dump 15.18 to local and s3-main`.
    String description();

    /// @throws InterruptedException when the run is cancelled or the process ends
    /// @throws Exception            what is thrown fails the run, with the exception's message as the reason
    StepResult run(StepContext context) throws Exception;

    /// Clears away what a run that failed or was cancelled must not leave behind. May be called when the step never ran.
    default void undo(StepContext context) throws Exception {}
}
