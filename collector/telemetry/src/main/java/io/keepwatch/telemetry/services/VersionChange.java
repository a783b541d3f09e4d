package io.keepwatch.telemetry.services;

import java.time.Instant;

/// A version of a service that was seen for the first time.
public record VersionChange(String service, String version, Instant firstSeen) {}
