package io.keepwatch.backup.step;

/// A step made of two actions.
public record ActionStep(String name, String description, Action action, Undo clearing) implements Step {

    /// What a step does.
    public interface Action {
        StepResult run(StepContext context) throws Exception;
    }

    /// How it is cleared away.
    public interface Undo {
        void run(StepContext context) throws Exception;
    }

    /// A step that leaves nothing to clear away.
    public static ActionStep of(String name, String description, Action action) {
        return new ActionStep(name, description, action, _ -> {});
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        return action.run(context);
    }

    @Override
    public void undo(StepContext context) throws Exception {
        clearing.run(context);
    }
}
