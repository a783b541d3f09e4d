package io.keepwatch.security;

import io.keepwatch.audit.AuditLog;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/// After a sign-in at the form: a failed one goes back to the form, which says why; a good one is in the audit log.
@Component
@ConditionalOnRole(ProcessRole.CONTROL)
class SignInOutcome implements AuthenticationFailureHandler {

    private final AuditLog audit;

    SignInOutcome(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        String query = failure instanceof TooManyAttemptsException tooMany
                ? "locked=" + Math.max(1, tooMany.retryAfter().toSeconds())
                : "error";
        response.sendRedirect(request.getContextPath() + "/login?" + query);
    }

    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        var admitted = event.getAuthentication();
        audit.append(Admission.actor(admitted).did("session.opened", admitted.getName(), Map.of()));
    }
}
