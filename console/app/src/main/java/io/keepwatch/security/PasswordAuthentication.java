package io.keepwatch.security;

import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import io.keepwatch.access.SignInLimiter;
import io.keepwatch.access.User;
import io.keepwatch.access.Users;
import io.keepwatch.audit.AuditEntry.Result;
import io.keepwatch.audit.AuditLog;
import java.time.Duration;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/// Lets in a user with the right password, unless there were too many wrong ones. What was refused is in the audit log.
@Component
class PasswordAuthentication implements AuthenticationProvider {

    private final Users users;
    private final SignInLimiter limiter;
    private final AuditLog audit;

    PasswordAuthentication(Users users, SignInLimiter limiter, AuditLog audit) {
        this.users = users;
        this.limiter = limiter;
        this.audit = audit;
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        String name = presented.getName();
        var source = SourceAddress.of(presented);
        Duration wait = limiter.begin(name, source.address());
        if (wait.isPositive()) {
            throw new TooManyAttemptsException(wait);
        }
        User user = users.verify(name, String.valueOf(presented.getCredentials())).orElseThrow(() -> {
            audit.append(new Actor(name, Role.VIEWER, source.address())
                    .entry("session.refused", name, Result.REFUSED, Map.of("reason", "user and password do not match")));
            return new BadCredentialsException("User and password do not match");
        });
        limiter.succeeded(name, source.address());
        return Admission.of(user, source);
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
