package io.keepwatch.clickhouse.embedded;

/// Why the engine does not run, in one line for the operator. The supervisor shows it and tries again.
final class EngineFailure extends RuntimeException {

    EngineFailure(String message) {
        super(message);
    }
}
