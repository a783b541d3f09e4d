package io.keepwatch.backup.target.s3;

import io.keepwatch.settings.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// An S3 of one's own in this process: S3Proxy over a temporary folder. It checks signatures and knows neither versions, locks nor
/// lifecycles.
public final class S3ProxyServer implements AutoCloseable {

    public static final String ACCESS_KEY = "test-access-key";
    public static final String SECRET_KEY = "test-secret-key";
    public static final String REGION = "us-east-1";

    private final S3Proxy proxy;
    private final Path folder;

    private S3ProxyServer(S3Proxy proxy, Path folder) {
        this.proxy = proxy;
        this.folder = folder;
    }

    public static S3ProxyServer start() {
        try {
            Path folder = Files.createTempDirectory("keepwatch-s3-");
            var proxy = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                    .ignoreUnknownHeaders(true)
                    .build();
            proxy.start();
            return new S3ProxyServer(proxy, folder);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start S3Proxy", e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /// @return its name
    public String newBucket() {
        String bucket = "test-" + UUID.randomUUID();
        try (S3Client client = client()) {
            client.createBucket(request -> request.bucket(bucket));
        }
        return bucket;
    }

    /// To look at what is really there; to be closed by the caller.
    public S3Client client() {
        return S3Target.client(settings("any-bucket", "", endpoint()), Patience.DEFAULT);
    }

    public S3Settings settings(String bucket) {
        return settings(bucket, "keepwatch", endpoint());
    }

    static S3Settings settings(String bucket, String prefix, URI endpoint) {
        return new S3Settings(bucket, prefix, REGION, endpoint, true, ACCESS_KEY, Secret.of(SECRET_KEY),
                S3Settings.Checksums.WHEN_SUPPORTED, DataSize.ofMegabytes(8));
    }

    /// The objects of a bucket and the uploads that have not ended.
    public List<String> allIn(String bucket) {
        try (S3Client client = client()) {
            var objects = client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream().map(S3Object::key);
            var uploads = client.listMultipartUploads(request -> request.bucket(bucket)).uploads().stream()
                    .map(upload -> "upload of " + upload.key());
            return Stream.concat(objects, uploads).toList();
        }
    }

    /// Where its objects lie as files, for tests that damage one.
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            proxy.stop();
            FileSystemUtils.deleteRecursively(folder);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stop S3Proxy", e);
        }
    }
}
