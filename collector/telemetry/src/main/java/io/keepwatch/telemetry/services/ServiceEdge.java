package io.keepwatch.telemetry.services;

/// Calls from one node to another.
///
/// @param targetKind what the target is: a service that sends spans, or a database or message broker seen from its client
/// @param target     the service's name, or e.g. `postgresql quotes`
public record ServiceEdge(
        String source, String target, TargetKind targetKind, long calls, double callRate, long errors, long p95Nanos) {

    public enum TargetKind { SERVICE, DATABASE, MESSAGING, EXTERNAL }
}
