package io.keepwatch.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/// Sends a failed sign-in back to the form, which says why.
@Component
class SignInOutcome implements AuthenticationFailureHandler {

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String query = failure instanceof TooManyAttemptsException tooMany
                ? "locked=" + Math.max(1, tooMany.retryAfter().toSeconds())
                : "error";
        response.sendRedirect(request.getContextPath() + "/login?" + query);
    }
}
