package io.keepwatch.alerting.watchdog;

import io.keepwatch.alerting.AlertingSettings.Heartbeat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls a dead man's switch outside while samples arrive: it raises the alarm when these calls end, for whatever reason.
final class Heartbeats {

    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int FIRST_ERROR = 400;

    private final Supplier<@Nullable Heartbeat> settings;
    private final BooleanSupplier arrives;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).followRedirects(HttpClient.Redirect.NORMAL).build();
    private Instant next = Instant.EPOCH;
    private boolean failing;

    /// @param settings null where there is none
    Heartbeats(Supplier<@Nullable Heartbeat> settings, BooleanSupplier arrives, Clock clock) {
        this.settings = settings;
        this.arrives = arrives;
        this.clock = clock;
    }

    /// Calls it when it is time.
    void beat() throws InterruptedException {
        Heartbeat heartbeat = settings.get();
        Instant now = clock.instant();
        boolean due = !now.isBefore(next) || next.isAfter(now.plus(heartbeat == null ? Duration.ZERO : heartbeat.every()));
        if (heartbeat == null || !due || !arrives.getAsBoolean()) {
            return;
        }
        next = now.plus(heartbeat.every());
        String problem = call(heartbeat);
        if (!problem.isEmpty() && !failing) {
            log.warn("Cannot send the heartbeat to keepwatch.alerting.heartbeat.url: {}; trying again each {} s", problem, heartbeat.every().toSeconds());
        }
        failing = !problem.isEmpty();
    }

    /// What went wrong, without the address, which is a secret.
    private String call(Heartbeat heartbeat) throws InterruptedException {
        try {
            int status = client.send(HttpRequest.newBuilder(URI.create(heartbeat.url().reveal())).timeout(TIMEOUT).build(), BodyHandlers.discarding())
                    .statusCode();
            return status < FIRST_ERROR ? "" : "it answers " + status;
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } catch (IllegalArgumentException _) {
            return "it is no URL, or its secret cannot be read";
        }
    }

    void close() {
        client.shutdownNow();
    }
}
