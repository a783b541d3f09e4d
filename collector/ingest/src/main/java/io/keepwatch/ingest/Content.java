package io.keepwatch.ingest;

import io.keepwatch.telemetry.batch.TelemetryBatch;

/// The decoded records of a request.
public interface Content {

    /// Appends every record that can be stored, and counts the others with their reasons. A record is appended
    /// wholly or not at all.
    ///
    /// @param batch of the delivery's signal
    void appendTo(TelemetryBatch batch, Rejections rejections);
}
