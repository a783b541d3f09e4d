package io.keepwatch.backup.target.s3;

import io.keepwatch.backup.target.ObjectRetainedException;
import io.keepwatch.backup.target.StoredObject;
import io.keepwatch.backup.target.TargetException;
import io.keepwatch.backup.target.s3.S3Settings.Checksums;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The requests to one bucket, each with its failures in words.
final class S3Requests {

    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final int ABORT_ATTEMPTS = 5;

    private final S3Settings settings;
    private final S3Client client;
    private final S3Fault fault;

    S3Requests(S3Settings settings, S3Client client) {
        this.settings = settings;
        this.client = client;
        this.fault = new S3Fault(settings);
    }

    <T> T guarded(String verb, String what, Supplier<T> request) throws TargetException {
        try {
            return request.get();
        } catch (SdkException e) {
            throw fault.explain(verb, what, e);
        }
    }

    Optional<StoredObject> find(String key) throws TargetException {
        return guarded("look for", key, () -> {
            try {
                var head = client.headObject(request -> request.bucket(settings.bucket()).key(settings.keyInBucket(key)));
                return Optional.of(new StoredObject(key, head.contentLength(), storageClass(head.storageClassAsString()), head.lastModified()));
            } catch (S3Exception e) {
                if (e.statusCode() == 404 && bucketExists()) { // a HEAD does not say what is missing
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private boolean bucketExists() {
        client.headBucket(request -> request.bucket(settings.bucket()));
        return true;
    }

    static String storageClass(@Nullable String told) {
        return told == null || told.isEmpty() ? "STANDARD" : told;
    }

    ResponseInputStream<GetObjectResponse> read(String key) throws TargetException {
        return guarded("read", key, () -> client.getObject(request -> request
                .bucket(settings.bucket()).key(settings.keyInBucket(key))));
    }

    void putWhole(String key, String storageClass, byte[] content, int length) throws TargetException {
        guarded("store", key, () -> client.putObject(request -> request
                .bucket(settings.bucket()).key(settings.keyInBucket(key)).storageClass(storageClass).contentMD5(md5(content, length)),
                body(content, length)));
    }

    String begin(String key, String storageClass) throws TargetException {
        return guarded("store", key, () -> client.createMultipartUpload(request -> request
                .bucket(settings.bucket()).key(settings.keyInBucket(key)).storageClass(storageClass).contentType(CONTENT_TYPE)).uploadId());
    }

    CompletedPart sendPart(String key, String uploadId, int number, byte[] content, int length) throws TargetException {
        return guarded("store part " + number + " of", key, () -> {
            var stored = client.uploadPart(request -> request
                    .bucket(settings.bucket()).key(settings.keyInBucket(key)).uploadId(uploadId).partNumber(number)
                    .contentLength((long) length).contentMD5(md5(content, length)), body(content, length));
            return CompletedPart.builder().partNumber(number).eTag(stored.eTag()).checksumCRC32(stored.checksumCRC32()).build();
        });
    }

    /// Can be read again for a further attempt, and is not copied.
    private static RequestBody body(byte[] content, int length) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(content, 0, length), length, CONTENT_TYPE);
    }

    /// Where the SDK sends no checksum, the older header lets the store find broken bytes.
    private @Nullable String md5(byte[] content, int length) {
        if (settings.checksums() != Checksums.WHEN_REQUIRED) {
            return null;
        }
        try {
            var digest = MessageDigest.getInstance("MD5");
            digest.update(content, 0, length);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }

    /// When the answer to an attempt is lost, the next one is told that there is no such upload: then the object tells.
    void complete(String key, String uploadId, List<CompletedPart> parts, long bytes) throws TargetException {
        guarded("finish", key, () -> {
            try {
                return client.completeMultipartUpload(request -> request
                        .bucket(settings.bucket()).key(settings.keyInBucket(key)).uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(parts)));
            } catch (NoSuchUploadException e) {
                var head = client.headObject(request -> request.bucket(settings.bucket()).key(settings.keyInBucket(key)));
                if (head.contentLength() != bytes || !head.eTag().replace("\"", "").endsWith("-" + parts.size())) {
                    throw e;
                }
                return head;
            }
        });
    }

    /// A part that was on its way may arrive after the abort and stay, so it is looked after.
    void abort(String key, String uploadId) throws TargetException {
        for (int attempt = 0; attempt < ABORT_ATTEMPTS; attempt++) {
            guarded("cancel the upload of", key, () -> {
                try {
                    return client.abortMultipartUpload(request -> request
                            .bucket(settings.bucket()).key(settings.keyInBucket(key)).uploadId(uploadId));
                } catch (NoSuchUploadException e) {
                    return e;
                }
            });
            if (!hasParts(key, uploadId)) {
                return;
            }
        }
        throw new TargetException("Cannot cancel the upload of " + key + " in " + settings.place() + ": the store still has parts of it",
                "They are removed by the next sweep; a lifecycle rule AbortIncompleteMultipartUpload does so too", true, null);
    }

    private boolean hasParts(String key, String uploadId) throws TargetException {
        return guarded("look for parts of", key, () -> {
            try {
                return !client.listParts(request -> request
                        .bucket(settings.bucket()).key(settings.keyInBucket(key)).uploadId(uploadId).maxParts(1)).parts().isEmpty();
            } catch (S3Exception e) {
                if (e.statusCode() == 404 || e.statusCode() == 403) { // no such upload, or we may abort and not look
                    return false;
                }
                throw e;
            }
        });
    }

    void delete(String key) throws TargetException {
        try {
            client.deleteObject(request -> request.bucket(settings.bucket()).key(settings.keyInBucket(key)));
        } catch (S3Exception e) {
            if (isLock(e)) {
                throw new ObjectRetainedException(key + " in " + settings.place(), retainedUntil(key), e);
            }
            throw fault.explain("delete", key, e);
        } catch (SdkException e) {
            throw fault.explain("delete", key, e);
        }
    }

    private static boolean isLock(S3Exception e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return e.statusCode() == 403 && (message.contains("object lock") || message.contains("worm") || message.contains("retention"))
                || "ObjectLocked".equals(S3Fault.code(e));
    }

    private @Nullable Instant retainedUntil(String key) {
        try {
            return client.headObject(request -> request.bucket(settings.bucket()).key(settings.keyInBucket(key))).objectLockRetainUntilDate();
        } catch (SdkException e) {
            return null; // the date is a courtesy: that it is locked is known
        }
    }
}
