package io.keepwatch.ingest.otlp;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.keepwatch.ingest.IngestResult;
import io.keepwatch.ingest.IngestResult.Accepted;
import io.keepwatch.ingest.IngestResult.Invalid;
import io.keepwatch.ingest.IngestResult.Overloaded;
import io.keepwatch.ingest.IngestResult.Partial;
import io.keepwatch.ingest.IngestResult.TooLarge;
import io.keepwatch.ingest.IngestResult.Unavailable;
import io.keepwatch.ingest.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.jspecify.annotations.Nullable;

/// Results in OTLP's words, the same over gRPC and HTTP.
sealed interface OtlpAnswer {

    /// @param response the export response of the signal
    record Success(Message response) implements OtlpAnswer {}

    /// @param retryAfter null when the sender must not try again
    record Failure(Status status, java.time.@Nullable Duration retryAfter) implements OtlpAnswer {}

    static OtlpAnswer of(Signal signal, IngestResult result) {
        return switch (result) {
            case Accepted _ -> new Success(response(signal));
            case Partial(long rejected, String message) -> new Success(response(signal, rejected, message));
            case Invalid(String reason) -> new Failure(invalid(reason), null);
            case TooLarge tooLarge -> failure(Code.RESOURCE_EXHAUSTED, tooLarge.message());
            case Overloaded(var after) -> retryable("Keepwatch is busy: too many bytes are in flight", after);
            case Unavailable(var after, String why) -> retryable("Cannot store now: " + why, after);
        };
    }

    /// A failure that the sender must not repeat.
    static Failure failure(Code code, String message) {
        return new Failure(Status.newBuilder().setCode(code.getNumber()).setMessage(message).build(), null);
    }

    private static Status invalid(String reason) {
        var violation = BadRequest.FieldViolation.newBuilder().setDescription(reason);
        return Status.newBuilder().setCode(Code.INVALID_ARGUMENT_VALUE).setMessage(reason)
                .addDetails(Any.pack(BadRequest.newBuilder().addFieldViolations(violation).build()))
                .build();
    }

    private static Failure retryable(String message, java.time.Duration after) {
        var delay = Duration.newBuilder().setSeconds(after.getSeconds()).setNanos(after.getNano());
        Status status = Status.newBuilder().setCode(Code.UNAVAILABLE_VALUE).setMessage(message)
                .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()))
                .build();
        return new Failure(status, after);
    }

    private static Message response(Signal signal) {
        return switch (signal) {
            case TRACES -> ExportTraceServiceResponse.getDefaultInstance();
            case LOGS -> ExportLogsServiceResponse.getDefaultInstance();
            case METRICS -> ExportMetricsServiceResponse.getDefaultInstance();
        };
    }

    private static Message response(Signal signal, long rejected, String why) {
        return switch (signal) {
            case TRACES -> ExportTraceServiceResponse.newBuilder()
                    .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(rejected).setErrorMessage(why)).build();
            case LOGS -> ExportLogsServiceResponse.newBuilder()
                    .setPartialSuccess(ExportLogsPartialSuccess.newBuilder().setRejectedLogRecords(rejected).setErrorMessage(why)).build();
            case METRICS -> ExportMetricsServiceResponse.newBuilder()
                    .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder().setRejectedDataPoints(rejected).setErrorMessage(why)).build();
        };
    }
}
