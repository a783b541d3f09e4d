package io.keepwatch.ui.shell;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.OperationSummary;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.services.ServiceSummary;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Services by name, and the operations of services whose name or operation matches.
@Component
class ServiceJumps implements JumpSource {

    private static final int MOST = 6;

    private final ServiceReader services;
    private final Clock clock;

    ServiceJumps(ServiceReader services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    @Override
    public List<Jump> find(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        var lastHour = new TimeRange(now.minus(Duration.ofHours(1)), now);
        List<String> names = services.services(lastHour, 1).stream().map(ServiceSummary::name).toList();
        var found = names.stream().filter(name -> contains(name, wanted))
                .map(name -> new Jump("service", "svc", name, "services/" + encode(name)));
        var operations = wanted.length() < 3
                ? Stream.<Jump>empty()
                : names.stream().limit(20).flatMap(name -> operations(name, wanted, lastHour));
        return Stream.concat(found.limit(MOST), operations.limit(MOST)).toList();
    }

    private Stream<Jump> operations(String service, String wanted, TimeRange range) {
        return services.operations(service, range).stream()
                .map(OperationSummary::name)
                .filter(name -> contains(name, wanted))
                .distinct()
                .map(name -> new Jump(service, "trace", name,
                        "traces?q=" + encode("service:\"" + service + "\" operation:\"" + name + "\"")));
    }

    private static boolean contains(String name, String wanted) {
        return name.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
