package io.keepwatch.security;

import io.keepwatch.access.ApiTokens;
import io.keepwatch.access.Role;
import io.keepwatch.settings.CliToken;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/// Lets in the bearer of an API token, or of the command line's key.
@Component
class TokenAuthentication implements AuthenticationProvider {

    private final ApiTokens tokens;
    private final CliToken cliToken;

    TokenAuthentication(ApiTokens tokens, CliToken cliToken) {
        this.tokens = tokens;
        this.cliToken = cliToken;
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        var bearer = (PresentedToken) presented;
        if (cliToken.matches(bearer.getCredentials())) {
            return Admission.of("command line", Role.ADMIN, bearer.source());
        }
        return tokens.authenticate(bearer.getCredentials())
                .map(token -> Admission.of("token " + token.name(), token.role(), bearer.source()))
                .orElseThrow(() -> new BadCredentialsException("Unknown, expired or revoked token"));
    }

    @Override
    public boolean supports(Class<?> kind) {
        return PresentedToken.class.isAssignableFrom(kind);
    }
}
