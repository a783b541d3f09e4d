package io.keepwatch.ui.vault;

import com.vaadin.flow.spring.VaadinScopesConfig;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.keepwatch.access.Actor;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.Restores;
import io.keepwatch.backup.Runs;
import io.keepwatch.backup.Targets;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.ui.shell.JumpSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The pages that protect, over a vault in memory. The signed-in person's role can be changed before a page is opened.
@Configuration
@Import(VaadinScopesConfig.class)
@ComponentScan({"io.keepwatch.ui.page", "io.keepwatch.ui.backups", "io.keepwatch.ui.points", "io.keepwatch.ui.restores"})
public class VaultConsole {

    public static final Instant NOW = Instant.parse("2026-11-20T02:45:00Z");

    private final InMemoryTelemetryStore store = new InMemoryTelemetryStore();
    public final AtomicReference<Role> role = new AtomicReference<>(Role.ADMIN);

    @Bean
    AtomicReference<Role> role() {
        return role;
    }

    @Bean
    VaultInMemory vault() {
        return new VaultInMemory(NOW);
    }

    @Bean
    Plans plans(VaultInMemory vault) {
        return vault.plans();
    }

    @Bean
    Runs runs(VaultInMemory vault) {
        return vault.runs();
    }

    @Bean
    Backups backups(VaultInMemory vault) {
        return vault.backups();
    }

    @Bean
    Restores restores(VaultInMemory vault) {
        return vault.restores();
    }

    @Bean
    Targets targets(VaultInMemory vault) {
        return vault.targets();
    }

    @Bean
    TraceReader traces() {
        return store.traces();
    }

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    CurrentActor actor() {
        return () -> new Actor("ann", role.get(), "192.0.2.1");
    }

    @Bean
    JumpSource jumps() {
        return words -> List.of();
    }

    @Bean
    AuthenticationContext authentication() {
        return new AuthenticationContext();
    }
}
