package io.keepwatch.telemetry.services;

import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what is derived from spans as they are stored: rate, errors and duration (RED) of services and operations,
/// who calls whom, and which versions ran. Every method throws
/// [io.keepwatch.telemetry.StoreUnavailableException] when the store is down.
public interface ServiceReader {

    /// Services that sent spans in the range or, when it is wider, in the last 24 h: a silent service is shown as stale, not left out.
    List<ServiceSummary> services(TimeRange range, int sparklinePoints);

    /// RED of one service's server and consumer spans, or of all services when `service` is null.
    RedSeries red(@Nullable String service, @Nullable String operation, TimeRange range, Duration step);

    /// Operations of a service by what they cost in errors and time, worst first.
    List<OperationSummary> operations(String service, TimeRange range);

    /// Calls between services, and from services to databases and message brokers.
    List<ServiceEdge> edges(TimeRange range);

    /// First appearances of a service's version, oldest first: what changed.
    List<VersionChange> versionChanges(TimeRange range);
}
