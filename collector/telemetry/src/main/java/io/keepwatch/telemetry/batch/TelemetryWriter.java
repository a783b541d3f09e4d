package io.keepwatch.telemetry.batch;

/// Writes whole batches. A call that returns has stored every row; a call that throws may have stored some,
/// so a caller that repeats it can store a row twice but never loses one.
public interface TelemetryWriter {

    /// @throws io.keepwatch.telemetry.StoreUnavailableException when the store cannot take the batch now
    void write(TelemetryBatch batch);
}
