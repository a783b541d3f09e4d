package io.keepwatch.telemetry.services;

/// @param kind Server, Consumer, Client, Producer or Internal
public record OperationSummary(
        String name, String kind, long requests, double requestRate, long errors, long p50Nanos, long p95Nanos, long p99Nanos) {

    public double errorShare() {
        return requests == 0 ? 0 : (double) errors / requests;
    }
}
