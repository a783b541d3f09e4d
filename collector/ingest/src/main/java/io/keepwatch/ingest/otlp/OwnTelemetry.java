package io.keepwatch.ingest.otlp;

final class OwnTelemetry {
    static final String HEADER = "keepwatch-self";
    private OwnTelemetry() {}
}
