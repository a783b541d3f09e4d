package io.keepwatch.security;

import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/// What somebody who got in holds: each role also grants the ones below it.
final class Admission {

    private static final String PREFIX = "ROLE_";

    private Admission() {}

    /// By a token.
    static Authentication of(String name, Role role, SourceAddress source) {
        return of(User.withUsername(name).password("").authorities(authorities(role)).build(), source);
    }

    /// By a password.
    static Authentication of(io.keepwatch.access.User user, SourceAddress source) {
        return of(new SignedInUser(user.name(), authorities(user.role()), user.passwordChangedAt()), source);
    }

    private static Authentication of(UserDetails principal, SourceAddress source) {
        var admitted = UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities());
        admitted.setDetails(source);
        return admitted;
    }

    private static List<SimpleGrantedAuthority> authorities(Role role) {
        return Arrays.stream(Role.values())
                .filter(role::includes)
                .map(granted -> new SimpleGrantedAuthority(PREFIX + granted.name()))
                .toList();
    }

    /// Whether the user is still whom we let in: not disabled, in the same role, with the same password.
    static boolean isStill(io.keepwatch.access.User user, Authentication admitted) {
        return !user.disabled()
                && user.role() == role(admitted)
                && admitted.getPrincipal() instanceof SignedInUser signedIn
                && signedIn.passwordChangedAt().equals(user.passwordChangedAt());
    }

    static Actor actor(Authentication admitted) {
        return new Actor(admitted.getName(), role(admitted), SourceAddress.of(admitted).address());
    }

    /// The highest role that was granted.
    static Role role(Authentication admitted) {
        return Arrays.stream(Role.values())
                .filter(role -> admitted.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority).anyMatch((PREFIX + role.name())::equals))
                .max(Role::compareTo)
                .orElseThrow(() -> new IllegalStateException(admitted.getName() + " has no role"));
    }
}
