package io.keepwatch.ui.notification;

import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Deliveries.Trouble;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.shell.NoticeSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// That people are not told stands above every page.
@Component
final class NotificationNotices implements NoticeSource {

    private final Deliveries deliveries;
    private final ActiveRouting routing;

    NotificationNotices(Deliveries deliveries, ActiveRouting routing) {
        this.deliveries = deliveries;
        this.routing = routing;
    }

    @Override
    public List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        for (Trouble trouble : deliveries.troubles()) {
            notices.add(new Notice("delivery " + trouble.integration() + " " + trouble.since(), true, trouble.destination() + " takes no messages",
                    trouble.why() + ". " + Format.count(trouble.waiting(), "message") + (trouble.waiting() == 1 ? " waits" : " wait")
                            + (trouble.hint().isEmpty() ? "." : ". " + trouble.hint()), ReceiversView.PATH, "Receivers", false));
        }
        if (routing.current().tellsNobody()) {
            notices.add(new Notice("nobody is told", false, "Nobody is told of alerts", "No receiver is set up. What fires is only seen here.",
                    ReceiversView.PATH, "Set up receivers", true));
        }
        routing.problem().ifPresent(problem -> notices.add(new Notice("routing " + problem.since(), false, "The newest routing is not in use", problem.message(),
                "alerts/routes", "Routes", true)));
        return notices;
    }
}
