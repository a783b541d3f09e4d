package io.keepwatch.alerting.notifier.http;

import io.keepwatch.alerting.notifier.SettingReader;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.routing.Integration;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// How an integration wants its other side to be asked: `timeout` and `http_config`. It holds secrets, and is read anew for each sending,
/// for their files may have changed.
public final class HttpAccess {

    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final List<String> NOT_BUILT = List.of("oauth2", "proxy_from_environment", "no_proxy", "proxy_connect_header");

    private final Duration timeout;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> secrets = new ArrayList<>();
    private final @Nullable SSLContext tls;
    private final @Nullable ProxySelector proxy;

    private HttpAccess(Duration timeout, SettingReader settings) {
        this.timeout = timeout;
        this.tls = settings.map("tls_config").map(TlsTrust::of).orElse(null);
        this.proxy = settings.text("proxy_url").isEmpty() ? null : proxy(settings.text("proxy_url"));
    }

    /// @throws UnusableSettingException when it wants what cannot be done
    public static HttpAccess of(Integration integration) {
        Duration timeout = SettingReader.duration("timeout", integration.text("timeout"), USUAL);
        SettingReader settings = SettingReader.of(integration).map("http_config").orElseGet(() -> SettingReader.empty(integration.folder()));
        for (String key : NOT_BUILT) {
            if (settings.has(key)) {
                throw new UnusableSettingException("http_config." + key + " is not built", "use authorization, basic_auth or proxy_url in http_config");
            }
        }
        var access = new HttpAccess(timeout, settings);
        access.authorize(settings);
        settings.map("http_headers").ifPresent(access::addHeaders);
        return access;
    }

    /// With the header `Authorization: Bearer …`.
    public HttpAccess bearer(String token) {
        keep(token);
        headers.put("Authorization", "Bearer " + token);
        return this;
    }

    /// For an address that is a secret as a whole; a user and a password in it become the header `Authorization: Basic …`.
    public HttpAccess secretAddress(URI url) {
        keep(url.toString());
        keep(url.getRawPath().length() > 1 ? url.getRawPath() : "");
        keep(url.getRawQuery() == null ? "" : url.getRawQuery());
        if (url.getUserInfo() != null) {
            keep(url.getUserInfo().substring(url.getUserInfo().indexOf(':') + 1));
            basic(url.getUserInfo());
        }
        return this;
    }

    /// Does not show up in what is told of an answer or a failure.
    public HttpAccess keep(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
        }
        return this;
    }

    private void authorize(SettingReader settings) {
        String token = settings.secret("bearer_token");
        if (!token.isEmpty()) {
            bearer(token);
        }
        settings.map("authorization").ifPresent(authorization -> {
            String type = authorization.text("type").isEmpty() ? "Bearer" : authorization.text("type");
            String credentials = authorization.secret("credentials");
            keep(credentials);
            headers.put("Authorization", type + " " + credentials);
        });
        settings.map("basic_auth").ifPresent(basic -> {
            keep(basic.secret("password"));
            basic(basic.secret("username") + ":" + basic.secret("password"));
        });
    }

    private void basic(String userAndPassword) {
        String encoded = Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
        keep(encoded);
        headers.put("Authorization", "Basic " + encoded);
    }

    private void addHeaders(SettingReader all) {
        for (String name : all.keys()) {
            all.map(name).ifPresent(header -> {
                List<String> values = new ArrayList<>(header.texts("values"));
                header.texts("secrets").forEach(secret -> values.add(keepValue(secret)));
                header.texts("files").forEach(file -> values.add(keepValue(header.file(file))));
                headers.put(name, String.join(", ", values));
            });
        }
    }

    private String keepValue(String secret) {
        keep(secret);
        return secret;
    }

    private static ProxySelector proxy(String text) {
        try {
            URI uri = URI.create(text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
                return ProxySelector.of(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort()));
            }
        } catch (IllegalArgumentException _) {
            // said below, without the value: it may hold a password
        }
        throw new UnusableSettingException("http_config.proxy_url is no address of a proxy", "use http://host:port, without user and password");
    }

    Duration timeout() {
        return timeout;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable SSLContext tls() {
        return tls;
    }

    @Nullable ProxySelector proxy() {
        return proxy;
    }

    String withoutSecrets(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }
}
