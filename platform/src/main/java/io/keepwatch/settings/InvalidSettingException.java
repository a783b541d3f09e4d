package io.keepwatch.settings;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A setting that cannot be used. The message says which key, which value, where it stands, and what would be valid.
public final class InvalidSettingException extends StartProblem {

    static final String ENVIRONMENT = "environment";

    private static final int LONGEST_VALUE = 80;
    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(password|passwd|secret|token|credential|access-key|routing-key|webhook).*");

    private InvalidSettingException(String message) {
        super(message);
    }

    /// @param place `environment`, or a file and line
    static InvalidSettingException of(String key, @Nullable Object value, String place, String valid) {
        return new InvalidSettingException("Cannot use " + key + shown(key, value) + " (" + place + "): " + valid);
    }

    static InvalidSettingException inEnvironment(String key, @Nullable Object value, String valid) {
        return of(key, value, ENVIRONMENT, valid);
    }

    static InvalidSettingException unreadable(String place, String why) {
        return new InvalidSettingException("Cannot read " + place + ": " + why);
    }

    private static String shown(String key, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Secret || SECRET_NAME.matcher(key.toLowerCase(Locale.ROOT).replace('_', '-')).matches()) {
            return "=***";
        }
        String text = value.toString();
        return "=" + (text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…");
    }
}
