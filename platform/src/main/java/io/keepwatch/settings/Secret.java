package io.keepwatch.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A value that is used and never shown: it does not appear in `toString`, logs, errors or JSON.
/// A secret that is a reference (`${ENV}`, `file:/path`) is resolved at each use, so that a rotated file needs no restart.
public final class Secret {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String FILE = "file:";

    private final Supplier<String> source;

    private Secret(Supplier<String> source) {
        this.source = source;
    }

    public static Secret of(String value) {
        return new Secret(() -> value);
    }

    static boolean isReference(String text) {
        return text.startsWith(FILE) || VARIABLE.matcher(text).matches();
    }

    /// @param base        folder that relative files start at
    /// @param environment the variables that `${NAME}` looks into
    /// @throws IllegalArgumentException when the reference leads nowhere now; the message names it and not its value
    static Secret reference(String text, Path base, Map<String, String> environment) {
        Secret secret = text.startsWith(FILE) ? inFile(base.resolve(text.substring(FILE.length()))) : inVariable(text, environment);
        secret.reveal();
        return secret;
    }

    /// The value itself, to be handed to the one call that needs it.
    public String reveal() {
        return source.get();
    }

    /// Compares in a time that tells nothing about where the difference is.
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(reveal().getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }

    /// Read at each use; a file that is not there is an error then.
    public static Secret inFile(Path file) {
        return new Secret(() -> {
            try {
                String value = Files.readString(file).strip();
                if (value.isEmpty()) {
                    throw new IllegalArgumentException("the file " + file + " is empty");
                }
                return value;
            } catch (IOException e) {
                throw new IllegalArgumentException("the file " + file + " cannot be read", e);
            }
        });
    }

    private static Secret inVariable(String text, Map<String, String> environment) {
        var matcher = VARIABLE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a secret is given as a reference, ${ENVIRONMENT_VARIABLE} or file:/path");
        }
        String name = matcher.group(1);
        return new Secret(() -> {
            String value = environment.get(name);
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException("the environment variable " + name + " is not set");
            }
            return value;
        });
    }
}
