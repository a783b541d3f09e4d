package io.keepwatch;

import io.keepwatch.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/// Our settings in the words of Spring Boot's web server.
final class ServerProperties {

    private ServerProperties() {}

    static Map<String, Object> of(Settings settings) {
        var network = settings.network();
        var properties = new HashMap<String, Object>(Map.of(
                "server.address", network.bind(),
                "server.port", network.httpPort(),
                // behind a proxy the links and the secure flag of the cookie follow what the browser sees
                "server.forward-headers-strategy", network.externalUrl() == null ? "none" : "framework"));
        var tls = network.tls();
        if (tls != null) {
            properties.put("server.ssl.certificate", tls.certificate().toUri().toString());
            properties.put("server.ssl.certificate-private-key", tls.key().toUri().toString());
            properties.put("server.servlet.session.cookie.secure", true);
        }
        return properties;
    }
}
