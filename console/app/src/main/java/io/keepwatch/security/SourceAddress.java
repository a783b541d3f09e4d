package io.keepwatch.security;

import jakarta.servlet.http.HttpServletRequest;

/// Where a sign-in came from; the limit on failed ones counts by it.
record SourceAddress(String address) {

    static SourceAddress of(HttpServletRequest request) {
        return new SourceAddress(request.getRemoteAddr());
    }
}
