package io.keepwatch.alertmanager;

import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The alerts that are on their way to receivers, over HTTP.
@RestController
@RequestMapping("/api/v2/alerts")
@ConditionalOnRole(ProcessRole.CONTROL)
class AlertsController extends AlertmanagerAnswers {

    private final RoutedAlerts alerts;
    private final Silences silences;
    private final ActiveRouting routing;
    private final Clock clock;

    AlertsController(RoutedAlerts alerts, Silences silences, ActiveRouting routing, Clock clock) {
        this.alerts = alerts;
        this.silences = silences;
        this.routing = routing;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> alerts(HttpServletRequest request) {
        Filter filter = Filter.of(request);
        return answer(shown().alerts(filter));
    }

    @GetMapping("/groups")
    ResponseEntity<String> groups(HttpServletRequest request) {
        Filter filter = Filter.of(request);
        return answer(shown().groups(filter));
    }

    /// Takes those that are valid, and then says what is wrong with the others.
    @PostMapping
    ResponseEntity<String> post(HttpServletRequest request) throws IOException {
        Duration timeout = routing.current().config().resolveTimeout();
        Posted.Alerts posted = Posted.alerts(Posted.body(request, "alerts"), clock.instant(), timeout);
        if (!posted.alerts().isEmpty()) {
            alerts.post(posted.alerts());
        }
        if (!posted.problems().isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", posted.problems()));
        }
        return ResponseEntity.ok().build();
    }

    private ShownAlerts shown() {
        return new ShownAlerts(alerts.groups(), silences.all(), routing.current().config(), clock.instant());
    }
}
