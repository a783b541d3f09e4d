package io.keepwatch.settings;

import java.security.SecureRandom;
import java.util.Base64;

/// The key of the command line to the instance that runs on this data directory: whoever can read the file `cli-token` is
/// its administrator. New at each start.
public final class CliToken {

    private final Secret value;

    public CliToken() {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.value = Secret.of("kwcli_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    public boolean matches(String candidate) {
        return value.matches(candidate);
    }

    Secret value() {
        return value;
    }
}
