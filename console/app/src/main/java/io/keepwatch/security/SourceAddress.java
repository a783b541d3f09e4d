package io.keepwatch.security;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import org.springframework.security.core.Authentication;

/// Where a sign-in came from; the limit on failed ones counts by it, and the audit log names it.
record SourceAddress(String address) implements Serializable {

    static final SourceAddress UNKNOWN = new SourceAddress("-");

    static SourceAddress of(HttpServletRequest request) {
        return new SourceAddress(request.getRemoteAddr());
    }

    static SourceAddress of(Authentication authentication) {
        return authentication.getDetails() instanceof SourceAddress given ? given : UNKNOWN;
    }
}
