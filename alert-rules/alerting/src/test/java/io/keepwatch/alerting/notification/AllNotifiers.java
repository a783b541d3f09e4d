package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.notifier.Notifier;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/// The notifiers of the product, by their kinds.
final class AllNotifiers {

    private AllNotifiers() {}

    /// What else their packages have is not started.
    static Map<String, Notifier> on(Clock clock) {
        var context = new AnnotationConfigApplicationContext();
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.registerBean(Clock.class, () -> clock);
        context.scan("io.keepwatch.alerting.notifier");
        context.refresh();
        return context.getBeansOfType(Notifier.class);
    }
}
