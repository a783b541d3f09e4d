package io.keepwatch.ui.notification;

import io.keepwatch.alerting.Deliveries.Trouble;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.routing.ActiveRouting.Setup;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everybody who can be told, and how it goes; without the receiver of Keepwatch's own test alert, which is nobody.
record ReceiverBoard(Setup setup, List<Row> receivers) {

    static final Duration PAST = Duration.ofDays(7);

    private static final int MOST = 1_000;

    /// @param routes that lead to it
    record Row(Receiver receiver, long routes, List<Way> ways) {

        boolean reachable() {
            return ways.stream().anyMatch(Way::built);
        }
    }

    /// One way to tell it.
    ///
    /// @param built whether there is a notifier for its kind
    /// @param last  the newest message of the last days
    record Way(String id, String kind, boolean built, String destination, Optional<Delivery> last, Optional<Trouble> trouble) {}

    static ReceiverBoard read(Setup setup, Deliveries deliveries, Map<String, Notifier> notifiers, Instant now) {
        List<Delivery> told = deliveries.list(new Deliveries.Scope(now.minus(PAST), now.plusSeconds(60), null, null, false, MOST));
        List<Trouble> troubles = deliveries.troubles();
        List<Row> rows = setup.config().receivers().stream().map(receiver -> new Row(receiver,
                setup.config().route().all().stream().filter(route -> route.receiver().equals(receiver.name())).count(),
                receiver.integrations().stream().map(integration -> way(receiver, integration, notifiers, told, troubles)).toList())).toList();
        return new ReceiverBoard(setup, rows);
    }

    private static Way way(Receiver receiver, Integration integration, Map<String, Notifier> notifiers, List<Delivery> told, List<Trouble> troubles) {
        String id = receiver.name() + "/" + integration.kind() + "/" + integration.index();
        Notifier notifier = notifiers.get(integration.kind());
        return new Way(id, integration.kind(), notifier != null, notifier == null ? integration.kind() : notifier.destination(integration),
                told.stream().filter(one -> one.integration().equals(id)).findFirst(),
                troubles.stream().filter(one -> one.integration().equals(id)).findFirst());
    }
}
