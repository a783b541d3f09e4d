package io.keepwatch.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes user and password out of the metadata database's URL, so that the URL can be shown.
final class DatabaseUrl {

    private static final String NAME = "KEEPWATCH_DATABASE_URL";

    private DatabaseUrl() {}

    static Settings.Database read(EnvironmentVariables environment, Path base) {
        String text = environment.text(NAME);
        String user = environment.text("KEEPWATCH_DATABASE_USER");
        Secret password = environment.secret("KEEPWATCH_DATABASE_PASSWORD", base);
        if (text == null) {
            return new Settings.Database(null, user, password);
        }
        if (!text.startsWith("jdbc:postgresql:") || text.length() == "jdbc:postgresql:".length()) {
            // the value may hold a password and is not shown
            throw InvalidSettingException.inEnvironment(NAME, Secret.of(text), "use jdbc:postgresql://host:port/database");
        }
        Map<String, String> credentials = new HashMap<>();
        String url = withoutCredentials(text, credentials);
        return new Settings.Database(
                url,
                user == null ? credentials.get("user") : user,
                password == null ? secret(credentials.get("password")) : password);
    }

    private static @Nullable Secret secret(@Nullable String value) {
        return value == null ? null : Secret.of(value);
    }

    private static String withoutCredentials(String url, Map<String, String> credentials) {
        int question = url.indexOf('?');
        if (question < 0) {
            return url;
        }
        var rest = new ArrayList<String>();
        for (String parameter : url.substring(question + 1).split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (equals > 0 && (name.equals("user") || name.equals("password"))) {
                credentials.put(name, URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
            } else {
                rest.add(parameter);
            }
        }
        return url.substring(0, question) + (rest.isEmpty() ? "" : "?" + String.join("&", rest));
    }
}
