package io.keepwatch.alerting.template.text;

/// What is left of the limits of one execution.
public final class Budget {

    private static final int STEPS_PER_LOOK_AT_THE_CLOCK = 256;

    private final Limits limits;
    private final long deadline;
    private long produced;
    private long steps;
    private int depth;

    Budget(Limits limits) {
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.time().toNanos();
    }

    void step() {
        if (++steps > limits.steps()) {
            throw new LimitException("exceeded maximum of " + limits.steps() + " steps");
        }
        if (steps % STEPS_PER_LOOK_AT_THE_CLOCK == 0) {
            checkTime();
        }
    }

    void checkTime() {
        if (System.nanoTime() - deadline > 0) {
            throw new LimitException("exceeded maximum time of " + limits.time().toMillis() + " ms");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new LimitException("cancelled");
        }
    }

    void deeper() {
        if (++depth > limits.depth()) {
            throw new LimitException("exceeded maximum template depth (" + limits.depth() + ")");
        }
    }

    void back() {
        depth--;
    }

    /// To be built through this wherever a text can be much longer than what it is made of.
    public BoundedText text() {
        return new BoundedText(this);
    }

    void produce(int length, int more) {
        produced += more;
        if (length > limits.characters() || produced > limits.produced()) {
            throw new LimitException("exceeded maximum length of " + limits.characters() + " characters");
        }
    }

    /// A limit is no error of a function, so it is told apart.
    static final class LimitException extends RuntimeException {
        LimitException(String message) {
            super(message);
        }
    }
}
