package io.keepwatch.demo;

import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import io.keepwatch.settings.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The running programs of the demo: database, service, front end and inbox.
final class Workload implements AutoCloseable {

    private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(2);

    private final PostgresCluster cluster;
    private final Supervised service;
    private final Supervised web;
    private final Supervised inbox;
    private final Ports ports;
    private final ServiceSwitch serviceSwitch;

    /// @param release asked at each start of the service
    Workload(PostgresCluster cluster, DemoPrograms programs, Ports ports, Supplier<Release> release, ChildProcesses children) {
        this.cluster = cluster;
        this.ports = ports;
        Secret adminToken = SecretFile.random();
        this.serviceSwitch = new ServiceSwitch(ports.service(), adminToken);
        this.service = new Supervised("quotes-api", children, () -> serviceSpec(programs, adminToken, release.get()));
        this.web = new Supervised("quotes-web", children, () -> programs.spec("quotes-web", "io.keepwatch.quotes.QuotesClient",
                Map.of("QUOTES_API_URL", url(ports.service()))));
        this.inbox = new Supervised("inbox", children, () -> programs.spec("inbox", "io.keepwatch.quotes.Inbox",
                Map.of("INBOX_PORT", Integer.toString(ports.inbox()))));
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    void start() throws InterruptedException {
        inbox.start();
        cluster.start();
        service.start();
        // visitors who come before the tables would be the newcomer's first errors
        serviceSwitch.awaitUp(LONGEST_PREPARATION);
        web.start();
    }

    void restartService() {
        service.restart();
    }

    ServiceSwitch serviceSwitch() {
        return serviceSwitch;
    }

    Ports ports() {
        return ports;
    }

    /// The database is the last to end, because the others would complain.
    @Override
    public void close() {
        serviceSwitch.close();
        var ending = Stream.of(web, service, inbox).map(program -> Thread.ofVirtual().start(program::stop)).toList();
        try {
            for (Thread thread : ending) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        cluster.stop();
    }

    private ProcessSpec serviceSpec(DemoPrograms programs, Secret adminToken, Release release) {
        return programs.spec("quotes-api", "io.keepwatch.quotes.QuotesService", Map.of(
                "QUOTES_PORT", Integer.toString(ports.service()),
                "QUOTES_DB_URL", cluster.url(PostgresCluster.DATABASE),
                "QUOTES_DB_USER", PostgresCluster.OWNER,
                "QUOTES_DB_PASSWORD", cluster.ownerPassword().reveal(),
                "QUOTES_VERSION", release.toString(),
                "QUOTES_ADMIN_TOKEN", adminToken.reveal()));
    }
}
