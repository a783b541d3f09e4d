package io.keepwatch.ingest.otlp;

import io.keepwatch.ingest.Signal;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;

/// How requests travel.
enum OtlpTransport {
    GRPC("grpc"),
    HTTP("http");

    private final String word;

    OtlpTransport(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /// What the sender calls.
    String operation(Signal signal) {
        return switch (this) {
            case HTTP -> "POST /v1/" + signal.word();
            case GRPC -> switch (signal) {
                case TRACES -> TraceServiceGrpc.getExportMethod().getFullMethodName();
                case LOGS -> LogsServiceGrpc.getExportMethod().getFullMethodName();
                case METRICS -> MetricsServiceGrpc.getExportMethod().getFullMethodName();
            };
        };
    }
}
