package io.keepwatch.ingest.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/// Export requests for tests.
final class OtlpRequests {

    static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    static final String SPAN_ID = "b7ad6b7169203331";

    private OtlpRequests() {}

    static Span.Builder span(String name, Instant start) {
        return Span.newBuilder()
                .setTraceId(hex(TRACE_ID))
                .setSpanId(hex(SPAN_ID))
                .setName(name)
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(nanos(start))
                .setEndTimeUnixNano(nanos(start) + 1_500_000);
    }

    static ExportTraceServiceRequest traces(Span.Builder... spans) {
        var scoped = ScopeSpans.newBuilder().setScope(scope());
        Arrays.stream(spans).forEach(scoped::addSpans);
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().setResource(resource()).addScopeSpans(scoped)).build();
    }

    static LogRecord.Builder log(String body, Instant time) {
        return LogRecord.newBuilder()
                .setTimeUnixNano(nanos(time))
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN)
                .setSeverityText("WARN")
                .setBody(text(body));
    }

    static ExportLogsServiceRequest logs(LogRecord.Builder... records) {
        var scoped = ScopeLogs.newBuilder().setScope(scope());
        Arrays.stream(records).forEach(scoped::addLogRecords);
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().setResource(resource()).addScopeLogs(scoped)).build();
    }

    static Metric.Builder gauge(String name, double value, Instant time) {
        return Metric.newBuilder().setName(name).setGauge(Gauge.newBuilder()
                .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(nanos(time)).setAsDouble(value)));
    }

    static ExportMetricsServiceRequest metrics(Metric.Builder... metrics) {
        var scoped = ScopeMetrics.newBuilder().setScope(scope());
        Arrays.stream(metrics).forEach(scoped::addMetrics);
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder().setResource(resource()).addScopeMetrics(scoped)).build();
    }

    static Resource resource() {
        return Resource.newBuilder()
                .addAttributes(attribute("service.name", "quotes"))
                .addAttributes(attribute("service.namespace", "shop"))
                .addAttributes(attribute("service.instance.id", "quotes-1"))
                .addAttributes(attribute("host.name", "alpha"))
                .build();
    }

    static InstrumentationScope scope() {
        return InstrumentationScope.newBuilder().setName("io.keepwatch.test").setVersion("1.2").build();
    }

    static KeyValue attribute(String key, String value) {
        return attribute(key, text(value));
    }

    static KeyValue attribute(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    static AnyValue text(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    static ByteString hex(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
