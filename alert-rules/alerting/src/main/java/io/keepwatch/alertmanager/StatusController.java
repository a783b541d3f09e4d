package io.keepwatch.alertmanager;

import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.ShownConfig;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What Alertmanager says of itself.
@RestController
@ConditionalOnRole(ProcessRole.CONTROL)
class StatusController extends AlertmanagerAnswers {

    /// That of Debian's amtool, which warns when it meets another; what younger ones answer beside it harms nobody.
    private static final Answer.VersionInfo VERSION = new Answer.VersionInfo("0.25.0", "", "", "Keepwatch", "", "");

    private final ActiveRouting routing;
    private final Instant started;

    StatusController(ActiveRouting routing, Clock clock) {
        this.routing = routing;
        this.started = clock.instant();
    }

    /// Several processes share a database and need no cluster to talk to each other.
    @GetMapping("/api/v2/status")
    ResponseEntity<String> status() {
        return answer(new Answer.Status(new Answer.Cluster("disabled", List.of()), VERSION,
                new Answer.Config(ShownConfig.of(routing.current().config())), Answer.time(started)));
    }

    @GetMapping("/api/v2/receivers")
    ResponseEntity<String> receivers(HttpServletRequest request) {
        Filter filter = Filter.of(request);
        return answer(routing.current().config().receivers().stream().filter(filter::takes)
                .map(receiver -> new Answer.Receiver(receiver.name(), receiver.labels())).toList());
    }

    /// The second is asked by Grafana, to find out whether this is Mimir.
    @RequestMapping({"/api/v2/**", "/alertmanager/**"})
    ResponseEntity<String> elsewhere(HttpServletRequest request) {
        return nothing(request);
    }
}
