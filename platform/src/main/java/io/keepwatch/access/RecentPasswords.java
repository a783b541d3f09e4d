package io.keepwatch.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Remembers for some minutes which password fitted which hash: a client with HTTP Basic presents its password with every request, and
/// bcrypt is meant to cost a tenth of a second of processor time. What is kept is a keyed hash of both, so a changed password is never
/// taken for the old one. A wrong password costs as much as ever.
final class RecentPasswords implements PasswordEncoder {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST = 1_000;
    private static final String MAC = "HmacSHA256";

    private final PasswordEncoder encoder;
    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Instant> fitted = new LinkedHashMap<>();

    RecentPasswords(PasswordEncoder encoder, Clock clock) {
        this.encoder = encoder;
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, MAC);
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return encoder.encode(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        String both = keyed(password, hash);
        Instant now = clock.instant();
        synchronized (fitted) {
            Instant at = fitted.get(both);
            if (at != null && at.plus(KEPT).isAfter(now)) {
                return true;
            }
        }
        if (!encoder.matches(password, hash)) {
            return false;
        }
        synchronized (fitted) {
            fitted.remove(both);
            fitted.put(both, now);
            fitted.values().removeIf(at -> !at.plus(KEPT).isAfter(now));
            if (fitted.size() > MOST) {
                fitted.remove(fitted.keySet().iterator().next());
            }
        }
        return true;
    }

    private String keyed(@Nullable CharSequence password, @Nullable String hash) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update(String.valueOf(hash).getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(String.valueOf(password).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot compute " + MAC, e);
        }
    }
}
