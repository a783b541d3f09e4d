package io.keepwatch.ui.notification;

import io.keepwatch.access.Actor;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.ui.alerts.AlertConsole;
import io.keepwatch.ui.alerts.NotificationInMemory;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The pages that say who is told, over the alerts of [AlertConsole]. The signed-in person's role can be changed before a page is opened.
@Configuration
@Import(AlertConsole.class)
@ComponentScan("io.keepwatch.ui.notification")
class NotificationConsole {

    private final AtomicReference<Role> role = new AtomicReference<>(Role.OPERATOR);

    @Bean
    AtomicReference<Role> role() {
        return role;
    }

    @Bean
    CurrentActor actor() {
        return () -> new Actor("ann", role.get(), "192.0.2.1");
    }

    @Bean
    Notifier slack() {
        return NotificationInMemory.notifier("slack");
    }

    @Bean
    Notifier webhook() {
        return NotificationInMemory.notifier("webhook");
    }
}
