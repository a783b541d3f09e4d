package io.keepwatch.alerting.notification;

import com.zaxxer.hikari.HikariDataSource;
import io.keepwatch.metadata.Leases;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// A process that delivers until it is killed: [StormTest] starts it with the address of a database and a routing.
final class DeliveryProcess {

    private DeliveryProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        var dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(arguments[0]);
        dataSource.setUsername("postgres");
        var transactions = new JdbcTransactionManager(dataSource);
        var leases = new Leases(JdbcClient.create(dataSource), transactions, UUID.randomUUID().toString());
        leases.endAll(); // the one before was killed
        var outside = new Surroundings(arguments[1]).outside(dataSource, AllNotifiers.on(Clock.systemUTC()), Clock.systemUTC());
        var room = new DeliveryRoom(new JdbcTemplate(dataSource), transactions, leases, outside, new PrometheusRegistry(), Clock.systemUTC(),
                System::nanoTime, () -> 0, task -> Thread.ofVirtual().start(task));
        room.pipeline().open();
        System.out.println("delivers");
        new CountDownLatch(1).await();
    }
}
