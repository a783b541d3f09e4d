package io.keepwatch.alerting.evaluation;

/// A rule cannot be evaluated at this slot; the message is meant for its author.
final class RuleFailedException extends RuntimeException {

    private final boolean stateLost;

    private RuleFailedException(String message, boolean stateLost) {
        super(message);
        this.stateLost = stateLost;
    }

    static RuleFailedException because(String message) {
        return new RuleFailedException(message, false);
    }

    /// Prometheus forgets the alerts of a rule that makes too many.
    static RuleFailedException overLimit(int limit, int count, String what) {
        return new RuleFailedException("exceeded limit of " + limit + " with " + count + " " + what, true);
    }

    boolean stateLost() {
        return stateLost;
    }
}
