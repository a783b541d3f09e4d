package io.keepwatch.ui.settings;

import com.vaadin.flow.spring.VaadinScopesConfig;
import com.vaadin.flow.spring.security.AuthenticationContext;
import com.zaxxer.hikari.HikariDataSource;
import io.keepwatch.access.Actor;
import io.keepwatch.access.ApiTokens;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.access.SignInLimiter;
import io.keepwatch.access.Users;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.JumpSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;

/// The pages about access over a real metadata database, with ann, the only administrator, signed in.
@Configuration
@Import(VaadinScopesConfig.class)
@ComponentScan(basePackageClasses = PageContext.class)
class AccessConsole {

    static final Actor ANN = new Actor("ann", Role.ADMIN, "192.0.2.1");
    static final String PASSWORD = "correct horse";

    @Bean
    Clock clock() {
        return Clock.fixed(Instant.parse("2026-11-20T02:45:00Z"), ZoneOffset.UTC);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource() {
        var source = new HikariDataSource();
        source.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
        return source;
    }

    @Bean
    PlatformTransactionManager transactions(DataSource source) {
        return new DataSourceTransactionManager(source);
    }

    @Bean
    AuditLog audit(DataSource source, PlatformTransactionManager transactions, Clock clock) {
        return new AuditLog(JdbcClient.create(source), transactions, clock);
    }

    @Bean
    Users users(DataSource source, PlatformTransactionManager transactions, AuditLog audit, Clock clock) {
        var users = new Users(JdbcClient.create(source), transactions, new BCryptPasswordEncoder(4), audit, clock);
        users.create(ANN, "ann", PASSWORD, Role.ADMIN);
        return users;
    }

    @Bean
    ApiTokens tokens(DataSource source, PlatformTransactionManager transactions, AuditLog audit, Clock clock) {
        return new ApiTokens(JdbcClient.create(source), transactions, audit, clock);
    }

    @Bean
    SignInLimiter limiter(Clock clock) {
        return new SignInLimiter(clock);
    }

    @Bean
    CurrentActor actor() {
        return () -> ANN;
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
