package io.keepwatch.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.keepwatch.ingest.ActiveSeries;
import io.keepwatch.ingest.IngestLimits;
import io.keepwatch.ingest.Rejections;
import io.keepwatch.ingest.Rejections.Reason;
import io.keepwatch.ingest.Signal;
import io.keepwatch.ingest.StoredRange;
import io.keepwatch.settings.Settings.Retention;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/// What every record must meet to be stored. A check that a record fails is counted with its reason.
final class RecordCheck {

    private final Clock clock;
    private final Supplier<Retention> retention;
    private final IngestLimits limits;
    private final ActiveSeries activeSeries;

    /// @param retention can change while the process runs
    RecordCheck(Clock clock, Supplier<Retention> retention, IngestLimits limits, ActiveSeries activeSeries) {
        this.clock = clock;
        this.retention = retention;
        this.limits = limits;
        this.activeSeries = activeSeries;
    }

    /// The checks of one request.
    Of forRequest(Signal signal, MessageLite request, TelemetryBatch batch, Rejections rejections) {
        Duration kept = switch (signal) {
            case TRACES -> retention.get().traces();
            case LOGS -> retention.get().logs();
            case METRICS -> retention.get().metrics();
        };
        // the size of a record is asked for only where one could be too large
        boolean sizesMatter = request.getSerializedSize() > limits.recordBytes();
        return new Of(new StoredRange(clock.instant(), kept), sizesMatter, limits, batch, batch.bytes() + 2L * limits.unpackedBytes(), rejections,
                activeSeries);
    }

    record Of(StoredRange range, boolean sizesMatter, IngestLimits limits, TelemetryBatch batch, long fullBytes, Rejections rejections,
            ActiveSeries activeSeries) {

        long nowNanos() {
            return range.nowNanos();
        }

        /// @param unixNanos unsigned, as OTLP has it
        boolean time(long unixNanos) {
            return range.includesNanos(unixNanos, rejections);
        }

        /// @param envelope the resource and the scope, which are stored with each of their records
        boolean size(MessageLite record, int envelope) {
            if (sizesMatter && record.getSerializedSize() + (long) envelope > limits.recordBytes()) {
                rejections.add(Reason.TOO_LARGE, "record with its resource has %,d bytes, more than the limit of %,d"
                        .formatted(record.getSerializedSize() + (long) envelope, limits.recordBytes()));
                return false;
            }
            // a large resource repeated for many small records: the rows can be far larger than the request
            if (batch.bytes() > fullBytes) {
                rejections.add(Reason.TOO_LARGE, "the request's records with their resources need more than %,d bytes: send smaller batches"
                        .formatted(2L * limits.unpackedBytes()));
                return false;
            }
            return true;
        }

        /// An id that must be there.
        boolean id(ByteString id, int length, String what) {
            if (id.size() == length && !isZero(id)) {
                return true;
            }
            rejections.add(Reason.INVALID_ID, id.size() == length
                    ? what + " is all zeros"
                    : "%s has %d bytes instead of %d".formatted(what, id.size(), length));
            return false;
        }

        /// An id that may be missing, or all zeros, which means the same.
        boolean optionalId(ByteString id, int length, String what) {
            return id.isEmpty() || isZero(id) && id.size() == length || id(id, length, what);
        }
    }

    static boolean isZero(ByteString id) {
        for (int i = 0; i < id.size(); i++) {
            if (id.byteAt(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
