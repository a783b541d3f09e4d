package io.keepwatch.security;

import io.keepwatch.settings.CliToken;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/// Lets in the bearer of an API token, or of the command line's key.
@Component
class TokenAuthentication implements AuthenticationProvider {

    private final CliToken cliToken;

    TokenAuthentication(CliToken cliToken) {
        this.cliToken = cliToken;
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        var token = (PresentedToken) presented;
        if (!cliToken.matches(token.getCredentials())) {
            throw new BadCredentialsException("Unknown token");
        }
        return UsernamePasswordAuthenticationToken.authenticated("command line", null,
                AuthorityUtils.createAuthorityList("ROLE_ADMIN", "ROLE_OPERATOR", "ROLE_VIEWER"));
    }

    @Override
    public boolean supports(Class<?> kind) {
        return PresentedToken.class.isAssignableFrom(kind);
    }
}
