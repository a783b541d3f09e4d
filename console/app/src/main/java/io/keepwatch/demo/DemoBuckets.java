package io.keepwatch.demo;

import io.keepwatch.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// An S3 of the demo's own in this process, on loopback with random keys: what it stores lies as files in the demo's folder.
final class DemoBuckets implements AutoCloseable {

    static final String BUCKET = "quotes-backups";
    static final String ACCESS_KEY = "demo";

    private final S3Proxy proxy;
    private final Path secretFile;

    private DemoBuckets(S3Proxy proxy, Path secretFile) {
        this.proxy = proxy;
        this.secretFile = secretFile;
    }

    static DemoBuckets start(Path demo) {
        try {
            Path secretFile = demo.resolve("s3-secret-key");
            Secret secret = SecretFile.readOrCreate(secretFile);
            // in this store a bucket is a folder
            Path folder = Files.createDirectories(demo.resolve("s3"));
            Files.createDirectories(folder.resolve(BUCKET));
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, secret.reveal())
                    .ignoreUnknownHeaders(true)
                    .build();
            proxy.start();
            return new DemoBuckets(proxy, secretFile);
        } catch (IOException e) {
            throw new DemoUnavailableException("Cannot make a folder for the demo's S3 in " + demo + ": " + e, e);
        } catch (Exception e) {
            throw new DemoUnavailableException("Cannot start the demo's S3: " + e, e);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + proxy.getPort();
    }

    Path secretFile() {
        return secretFile;
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stop the demo's S3", e);
        }
    }
}
