package io.keepwatch.security;

import java.time.Instant;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.User;

/// A person who showed a password, and since when it was theirs: once they have another, whoever got in by the old one is out.
final class SignedInUser extends User {

    private final Instant passwordChangedAt;

    SignedInUser(String name, List<? extends GrantedAuthority> authorities, Instant passwordChangedAt) {
        super(name, "", authorities);
        this.passwordChangedAt = passwordChangedAt;
    }

    Instant passwordChangedAt() {
        return passwordChangedAt;
    }
}
