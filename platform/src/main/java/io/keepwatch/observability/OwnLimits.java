package io.keepwatch.observability;

import io.keepwatch.settings.Settings;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this process can run out of without anybody touching it: the disk of its data, and the time of its certificate.
final class OwnLimits {

    private static final Logger log = LoggerFactory.getLogger(OwnLimits.class);

    private OwnLimits() {}

    static void registerDisk(Path home, PrometheusRegistry registry) {
        disk(registry, "keepwatch_disk_free_bytes", "Bytes that are left on a disk of Keepwatch", home, FileStore::getUsableSpace);
        disk(registry, "keepwatch_disk_size_bytes", "Size of a disk of Keepwatch", home, FileStore::getTotalSpace);
    }

    private interface Bytes {
        long of(FileStore store) throws IOException;
    }

    private static void disk(PrometheusRegistry registry, String name, String help, Path home, Bytes bytes) {
        GaugeWithCallback.builder().name(name).help(help).labelNames("disk")
                .callback(callback -> {
                    try {
                        callback.call(bytes.of(Files.getFileStore(home)), "data");
                    } catch (IOException e) {
                        log.warn("Cannot measure the disk of {}: {}", home, e.toString());
                    }
                })
                .register(registry);
    }

    /// The certificate is read at the start, as the servers do: one that lies there since is not in use yet.
    static void registerCertificate(Settings.Tls tls, PrometheusRegistry registry) {
        Gauge.builder().name("keepwatch_tls_certificate_expiry_timestamp_seconds").help("When the certificate of this process ends")
                .register(registry)
                .set(expiry(tls.certificate()).getEpochSecond());
    }

    /// Of the chain, the certificate that ends first.
    private static Instant expiry(Path chain) {
        try (InputStream pem = Files.newInputStream(chain)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(OwnLimits::expiry)
                    .min(Comparator.naturalOrder())
                    .orElseThrow(() -> new CertificateException("it holds no certificate"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the certificate " + chain, e);
        } catch (CertificateException e) {
            throw new IllegalStateException("Cannot read the certificate " + chain + ": " + e.getMessage(), e);
        }
    }

    private static Instant expiry(Certificate certificate) {
        return ((X509Certificate) certificate).getNotAfter().toInstant();
    }
}
