package io.keepwatch.ingest.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.keepwatch.ingest.Content;
import io.keepwatch.ingest.IngestLimits;
import io.keepwatch.ingest.Signal;
import io.keepwatch.ingest.UnreadableDeliveryException;
import io.keepwatch.ingest.otlp.OtlpDelivery.Format;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;

/// Turns the bytes of an export request into records that can be appended to a batch.
final class OtlpDecoder {

    private final IngestLimits limits;
    private final OtlpJsonReader json;
    private final SpanTranslation spans;
    private final LogTranslation logs;
    private final MetricTranslation metrics;

    OtlpDecoder(IngestLimits limits, RecordCheck check) {
        this.limits = limits;
        this.json = new OtlpJsonReader(limits.unpackedBytes());
        this.spans = new SpanTranslation(check);
        this.logs = new LogTranslation(check);
        this.metrics = new MetricTranslation(check);
    }

    int unpackedBytes() {
        return limits.unpackedBytes();
    }

    Content decode(Signal signal, Format format, byte[] bytes) throws UnreadableDeliveryException {
        return switch (signal) {
            case TRACES -> {
                var request = read(ExportTraceServiceRequest.newBuilder(), format, bytes);
                yield (batch, rejections) -> spans.append((ExportTraceServiceRequest) request, batch, rejections);
            }
            case LOGS -> {
                var request = read(ExportLogsServiceRequest.newBuilder(), format, bytes);
                yield (batch, rejections) -> logs.append((ExportLogsServiceRequest) request, batch, rejections);
            }
            case METRICS -> {
                var request = read(ExportMetricsServiceRequest.newBuilder(), format, bytes);
                yield (batch, rejections) -> metrics.append((ExportMetricsServiceRequest) request, batch, rejections);
            }
        };
    }

    private Message read(Message.Builder into, Format format, byte[] bytes) throws UnreadableDeliveryException {
        switch (format) {
            case PROTOBUF -> readProtobuf(into, bytes);
            case JSON -> json.read(bytes, into);
        }
        return into.build();
    }

    private static void readProtobuf(Message.Builder into, byte[] bytes) throws UnreadableDeliveryException {
        try {
            into.mergeFrom(bytes);
        } catch (InvalidProtocolBufferException malformed) {
            throw new UnreadableDeliveryException(
                    "Cannot decode the body as protobuf %s: %s".formatted(into.getDescriptorForType().getName(), malformed.getMessage()));
        }
    }
}
