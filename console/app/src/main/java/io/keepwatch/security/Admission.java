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

/// What somebody who got in holds: each role also grants the ones below it.
final class Admission {

    private static final String PREFIX = "ROLE_";

    private Admission() {}

    static Authentication of(String name, Role role, SourceAddress source) {
        List<SimpleGrantedAuthority> authorities = Arrays.stream(Role.values())
                .filter(role::includes)
                .map(granted -> new SimpleGrantedAuthority(PREFIX + granted.name()))
                .toList();
        var principal = User.withUsername(name).password("").authorities(authorities).build();
        var admitted = UsernamePasswordAuthenticationToken.authenticated(principal, null, authorities);
        admitted.setDetails(source);
        return admitted;
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
