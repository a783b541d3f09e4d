package io.keepwatch.security;

import io.keepwatch.settings.Settings;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/// Signs a user in.
@Component
class PasswordAuthentication implements AuthenticationProvider {

    private final Settings settings;

    PasswordAuthentication(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        var password = settings.adminPassword();
        if (password == null || !"admin".equals(presented.getName()) || !password.reveal().equals(presented.getCredentials())) {
            throw new BadCredentialsException("User and password do not match");
        }
        return UsernamePasswordAuthenticationToken.authenticated("admin", null,
                AuthorityUtils.createAuthorityList("ROLE_ADMIN", "ROLE_OPERATOR", "ROLE_VIEWER"));
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
