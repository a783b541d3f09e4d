package io.keepwatch.access;

import io.keepwatch.settings.Secret;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/// Makes the user `admin` when there is no user yet, and prints a password that it had to make up: once, and to the standard
/// output only, for logs are kept and shipped.
final class FirstAdministrator {

    private static final String NAME = "admin";

    private final Users users;
    private final @Nullable Secret given;
    private final PrintStream out;

    FirstAdministrator(Users users, @Nullable Secret given, PrintStream out) {
        this.users = users;
        this.given = given;
        this.out = out;
    }

    /// At the very end of the start: a start that fails must not have spent the one time.
    @EventListener(ApplicationReadyEvent.class)
    void createIfNeeded() {
        if (!users.all().isEmpty()) {
            return;
        }
        String password = given == null ? generated() : given.reveal();
        try {
            users.create(Actor.SYSTEM, NAME, password, Role.ADMIN);
        } catch (AccessException e) {
            if (users.find(NAME).isPresent()) {
                return; // another process was first, and printed its own
            }
            throw e;
        }
        if (given == null) {
            out.println("First start: sign in as " + NAME + " with the password " + password + "  (shown only this once)");
        }
    }

    private static String generated() {
        var bytes = new byte[15];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
