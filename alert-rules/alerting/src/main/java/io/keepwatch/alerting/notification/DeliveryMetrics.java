package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.notification.DeliveryQueue.Waiting;
import io.keepwatch.alerting.notifier.Outcome;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/// How delivery goes, in this process.
final class DeliveryMetrics {

    private static final String[] LABELS = {"receiver", "integration"};
    private static final double MILLIS = 1e3;
    private static final double[] SECONDS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200};

    private final Counter notifications;
    private final Counter failed;
    private final Histogram latency;

    /// @param waiting the messages that wait now
    DeliveryMetrics(PrometheusRegistry registry, DoubleSupplier waiting) {
        notifications = Counter.builder().name("keepwatch_notifications_total").help("Attempts to send a message").labelNames(LABELS).register(registry);
        failed = Counter.builder().name("keepwatch_notifications_failed_total").help("Attempts to send a message that failed").labelNames(LABELS)
                .register(registry);
        latency = Histogram.builder().name("keepwatch_notification_latency_seconds").help("From when a message was written until it was sent")
                .labelNames(LABELS).classicUpperBounds(SECONDS).register(registry);
        GaugeWithCallback.builder().name("keepwatch_notifications_waiting").help("Messages that wait to be sent")
                .callback(callback -> callback.call(waiting.getAsDouble())).register(registry);
    }

    void attempted(Waiting message, Channel channel, Outcome outcome, Instant at) {
        String[] labels = {message.receiver(), channel.integration().kind()};
        notifications.labelValues(labels).inc();
        if (outcome instanceof Outcome.Sent) {
            failed.labelValues(labels);
            latency.labelValues(labels).observe(Duration.between(message.createdAt(), at).toMillis() / MILLIS);
        } else {
            failed.labelValues(labels).inc();
        }
    }
}
