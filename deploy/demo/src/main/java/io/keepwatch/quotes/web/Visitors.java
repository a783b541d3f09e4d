package io.keepwatch.quotes.web;

import io.keepwatch.quotes.program.Environment;
import io.keepwatch.quotes.telemetry.EventLog;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.keepwatch.quotes.words.Phrases;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.net.URI;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Sends visitors to the site in an open loop: a slow service does not make fewer of them come, up to a bound.
public final class Visitors implements AutoCloseable {

    private static final int MOST_AT_ONCE = 200;
    private static final int VISITS_PER_SECOND = 22;

    private final Site site;
    private final QuotesApi api;
    private final Tide tide;
    private final LongCounter turnedAway;
    private final EventLog log;
    private final Random random = new Random();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService visits = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread door = Thread.ofPlatform().name("door").unstarted(this::letIn);
    private volatile boolean open = true;

    private Visitors(QuotesApi api, double mean, Telemetry telemetry) {
        this.api = api;
        this.site = new Site(api, Phrases.load(), telemetry);
        this.tide = new Tide(mean, random);
        this.log = telemetry.log(Visitors.class);
        this.turnedAway = telemetry.meter().counterBuilder("quotes.visitors.turned_away").setUnit("{visitor}")
                .setDescription("Visitors who found " + MOST_AT_ONCE + " others waiting.").build();
    }

    public static Visitors start(Environment environment, Telemetry telemetry) {
        // sooner than the server, or a call now and then meets a connection that is just being closed
        System.setProperty("jdk.httpclient.keepalive.timeout", "10");
        URI base = URI.create(environment.text("QUOTES_API_URL", "http://127.0.0.1:9000"));
        int mean = environment.number("QUOTES_VISITS_PER_SECOND", VISITS_PER_SECOND, 1_000);
        var visitors = new Visitors(new QuotesApi(base, telemetry), Math.max(1, mean), telemetry);
        visitors.door.start();
        return visitors;
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(door);
        api.close();
        visits.shutdownNow();
    }

    private void letIn() {
        long next = System.nanoTime();
        boolean full = false;
        while (open) {
            next += (long) (tide.gap(Instant.now()) * 1e9);
            sleepUntil(next);
            if (places.tryAcquire()) {
                full = false;
                visit(Page.at(random.nextInt(100)), new Random(random.nextLong()));
            } else {
                turnedAway.add(1);
                if (!full) {
                    log.warn("Turning visitors away: " + MOST_AT_ONCE + " wait for quotes-api", Attributes.empty());
                }
                full = true;
            }
            // after a long pause of the machine, those who would have come stay away
            next = Math.max(next, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
        }
    }

    private void visit(Page page, Random visitor) {
        if (!open) {
            return;
        }
        visits.submit(() -> {
            try {
                site.visit(page, visitor);
            } catch (RuntimeException e) {
                log.error("Cannot finish a visit of " + page.route, Attributes.empty(), e);
            } finally {
                places.release();
            }
        });
    }

    private void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0 && open; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
