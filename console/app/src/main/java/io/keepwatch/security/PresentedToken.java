package io.keepwatch.security;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/// A bearer token nobody has looked at yet.
final class PresentedToken extends AbstractAuthenticationToken {

    private final String token;
    private final SourceAddress source;

    PresentedToken(String token, SourceAddress source) {
        super(List.of());
        this.token = token;
        this.source = source;
        setDetails(source);
    }

    SourceAddress source() {
        return source;
    }

    @Override
    public String getCredentials() {
        return token;
    }

    @Override
    public String getPrincipal() {
        return "token";
    }
}
