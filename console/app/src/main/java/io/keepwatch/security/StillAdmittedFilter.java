package io.keepwatch.security;

import io.keepwatch.access.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Ends the session of a user who was disabled, or whose role or password changed, at the next request instead of at the next sign-in.
final class StillAdmittedFilter extends OncePerRequestFilter {

    private final Users users;

    StillAdmittedFilter(Users users) {
        this.users = users;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication admitted = SecurityContextHolder.getContext().getAuthentication();
        if (admitted != null && !(admitted instanceof AnonymousAuthenticationToken) && !stillAdmitted(admitted)) {
            var session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }

    private boolean stillAdmitted(Authentication admitted) {
        return users.find(admitted.getName())
                .filter(user -> Admission.isStill(user, admitted))
                .isPresent();
    }
}
