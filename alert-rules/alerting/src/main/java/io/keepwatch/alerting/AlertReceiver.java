package io.keepwatch.alerting;

import io.keepwatch.alerting.evaluation.AlertNotice;
import java.util.List;

/// Is told of the alerts that fire or have ended, each again from time to time, as Prometheus tells an Alertmanager. A bean of this type
/// is called once what it hears is kept; what a process that is killed did not tell is told by the next one.
@FunctionalInterface
public interface AlertReceiver {

    /// Returns soon: the group's next evaluation waits for it.
    void receive(List<AlertNotice> notices);
}
