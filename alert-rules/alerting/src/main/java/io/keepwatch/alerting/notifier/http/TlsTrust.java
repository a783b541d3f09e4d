package io.keepwatch.alerting.notifier.http;

import io.keepwatch.alerting.notifier.SettingReader;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates an integration trusts: its `tls_config`.
public final class TlsTrust {

    private static final List<String> NOT_BUILT = List.of("cert", "cert_file", "key", "key_file", "server_name");

    private TlsTrust() {}

    /// @throws UnusableSettingException when it wants what cannot be done
    public static SSLContext of(SettingReader settings) {
        for (String key : NOT_BUILT) {
            if (settings.has(key)) {
                throw new UnusableSettingException("tls_config." + key + " is not built", "use ca_file or insecure_skip_verify in tls_config");
            }
        }
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, settings.flag("insecure_skip_verify", false) ? new TrustManager[] {new Everybody()} : trusted(settings), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableSettingException("The certificates of tls_config cannot be read: " + e.getMessage(), "let ca_file be a file of PEM certificates");
        }
    }

    private static TrustManager[] trusted(SettingReader settings) throws GeneralSecurityException, IOException {
        if (!settings.has("ca") && !settings.has("ca_file")) {
            return usual(null);
        }
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = settings.has("ca") ? new ByteArrayInputStream(settings.text("ca").getBytes(StandardCharsets.US_ASCII))
                : Files.newInputStream(settings.path("ca_file"))) {
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
        }
        return usual(store);
    }

    private static TrustManager[] usual(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /// An extended one, for else the name of the host would still be compared.
    private static final class Everybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
