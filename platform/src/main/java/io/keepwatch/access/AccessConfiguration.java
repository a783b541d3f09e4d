package io.keepwatch.access;

import io.keepwatch.audit.AuditLog;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    PasswordEncoder passwordEncoder(Clock clock) {
        return new RecentPasswords(new BCryptPasswordEncoder(), clock);
    }

    @Bean
    Users users(JdbcClient jdbc, PlatformTransactionManager transactions, PasswordEncoder encoder, AuditLog audit, Clock clock) {
        return new Users(jdbc, transactions, encoder, audit, clock);
    }

    @Bean
    ApiTokens apiTokens(JdbcClient jdbc, PlatformTransactionManager transactions, AuditLog audit, Clock clock) {
        return new ApiTokens(jdbc, transactions, audit, clock);
    }

    @Bean
    SignInLimiter signInLimiter(Clock clock) {
        return new SignInLimiter(clock);
    }

    @Bean
    @ConditionalOnRole(ProcessRole.CONTROL)
    FirstAdministrator firstAdministrator(Users users, Settings settings) {
        return new FirstAdministrator(users, settings.adminPassword(), System.out);
    }
}
