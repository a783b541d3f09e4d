package io.keepwatch.clickhouse;

import io.keepwatch.clickhouse.ClickHouseEndpoint.Credentials;
import io.keepwatch.settings.Secret;
import io.keepwatch.settings.Settings;
import io.keepwatch.telemetry.StoreUnavailableException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A ClickHouse server that others run: we only look whether it answers.
final class ExternalClickHouse implements ClickHouse, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExternalClickHouse.class);
    private static final String DEFAULT_DATABASE = "keepwatch";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// One lost packet does not make a server down; statements that fail meanwhile say so themselves.
    private static final int MISSES_UNTIL_DOWN = 3;

    private final ClickHouseEndpoint endpoint;
    private final Clock clock;
    private final WatchedState state;
    private final Probe probe = new Probe();
    private @Nullable Thread watch;

    ExternalClickHouse(Settings.ClickHouse settings, Clock clock) {
        this.endpoint = endpoint(settings);
        this.clock = clock;
        this.state = new WatchedState(new State.Starting(clock.instant()));
    }

    /// Returns at once.
    synchronized void start() {
        if (watch == null) {
            watch = Thread.ofVirtual().name("clickhouse-watch").start(this::watch);
        }
    }

    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.interrupt();
            try {
                watch.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            watch = null;
        }
        probe.close();
    }

    @Override
    public State state() {
        return state.get();
    }

    @Override
    public void onChange(Listener listener) {
        state.onChange(listener);
    }

    @Override
    public boolean awaitUp(Duration atMost) throws InterruptedException {
        return state.awaitUp(atMost);
    }

    /// A path or a parameter `database` names the database, as in `http://clickhouse:8123/otel`.
    static ClickHouseEndpoint endpoint(Settings.ClickHouse settings) {
        URI given = Objects.requireNonNull(settings.url(), "external ClickHouse has a URL");
        int port = given.getPort() >= 0 ? given.getPort() : given.getScheme().equals("https") ? 8443 : 8123;
        String path = given.getPath() == null ? "" : given.getPath().replace("/", "");
        String query = given.getQuery() == null ? "" : given.getQuery();
        String database = Arrays.stream(query.split("&"))
                .filter(parameter -> parameter.startsWith("database="))
                .map(parameter -> parameter.substring("database=".length()))
                .findFirst()
                .orElse(path.isEmpty() ? DEFAULT_DATABASE : path);
        Secret password = settings.password() == null ? Secret.of("") : settings.password();
        var user = new Credentials(settings.user(), password);
        URI server = URI.create(given.getScheme() + "://" + given.getHost() + ":" + port);
        return new ClickHouseEndpoint(server, database, user, user);
    }

    private void watch() {
        int misses = 0;
        try {
            while (true) {
                misses = look() ? 0 : misses + 1;
                if (misses >= MISSES_UNTIL_DOWN) {
                    down("no answer from " + endpoint.url() + "; check KEEPWATCH_CLICKHOUSE_URL and that server");
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            state.set(new State.Down(clock.instant(), "Keepwatch is stopping"));
        }
    }

    /// Finds the server up, or refusing us, which is an answer too.
    private boolean look() throws InterruptedException {
        if (!probe.pings(endpoint.url())) {
            return false;
        }
        if (state.get() instanceof State.Up) {
            return true;
        }
        try {
            probe.prepare(endpoint);
            log.info("ClickHouse answers at {}", endpoint.url());
            state.set(new State.Up(clock.instant(), endpoint));
        } catch (StoreUnavailableException | ClickHouseException e) {
            down(String.valueOf(e.getMessage()));
        }
        return true;
    }

    private void down(String reason) {
        var before = state.get() instanceof State.Down down ? down : null;
        if (before == null || !before.reason().equals(reason)) {
            log.warn("ClickHouse is down: {}", reason);
            state.set(new State.Down(before == null ? clock.instant() : before.since(), reason));
        }
    }
}
