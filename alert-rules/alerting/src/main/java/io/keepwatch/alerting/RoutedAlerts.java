package io.keepwatch.alerting;

import io.keepwatch.alerting.routing.Muting;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The alerts that are on their way to receivers, from rules and from whoever posts them to Alertmanager's API.
public interface RoutedAlerts {

    /// @param muted why it is not told; empty when it is
    record Member(RoutedAlert alert, Optional<Muting.Reason> muted) {}

    /// Alerts that are told together.
    ///
    /// @param nextFlush when its receiver is told what is new then
    record Group(String key, Labels labels, String receiver, Instant nextFlush, List<Member> members) {}

    /// Also those whose alerts have ended and were not told yet.
    List<Group> groups();

    /// Takes alerts of others; they are kept when this returns, whichever process it is.
    void post(List<RoutedAlert> alerts);
}
