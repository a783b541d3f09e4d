package io.keepwatch.backup.target.s3;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.target.StoreProbe;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What to know of a bucket beside that it works.
final class S3Checks {

    private final S3Settings settings;
    private final S3Client client;

    private S3Checks(S3Settings settings, S3Client client) {
        this.settings = settings;
        this.client = client;
    }

    static List<Check> run(S3Store store, S3Settings settings, S3Client client) {
        var checks = new ArrayList<>(StoreProbe.run(store, settings.place()));
        if (checks.stream().noneMatch(check -> check.status() == Check.Status.RED)) {
            var about = new S3Checks(settings, client);
            checks.add(about.uploads());
            checks.add(about.versioning());
        }
        return List.copyOf(checks);
    }

    /// The sweep needs it: without, parts of a killed process stay and cost money.
    private Check uploads() {
        try {
            client.listMultipartUploads(request -> request.bucket(settings.bucket()).maxUploads(1));
            return Check.green("leftovers", "Uploads that never ended can be found and removed");
        } catch (SdkException e) {
            return Check.amber("leftovers", "Uploads that never ended cannot be found: " + e.getMessage(),
                    "Allow s3:ListBucketMultipartUploads, or set a lifecycle rule AbortIncompleteMultipartUpload of 7 days on the bucket");
        }
    }

    private Check versioning() {
        try {
            var versioning = client.getBucketVersioning(request -> request.bucket(settings.bucket()));
            if (versioning.status() != BucketVersioningStatus.ENABLED) {
                return Check.green("versions", "The bucket keeps no old versions: what is deleted is gone");
            }
            return Check.amber("versions", "The bucket keeps old versions: what retention deletes still takes space" + lock(),
                    "Set a lifecycle rule NoncurrentVersionExpiration on the bucket, a few days longer than you want to be able to undelete");
        } catch (S3Exception e) {
            return Check.green("versions", "The store does not tell whether it keeps old versions (" + e.statusCode() + ")");
        } catch (SdkException e) {
            return Check.amber("versions", "The store did not answer: " + e.getMessage(), "Test again");
        }
    }

    private String lock() {
        try {
            var lock = client.getObjectLockConfiguration(request -> request.bucket(settings.bucket())).objectLockConfiguration();
            var rule = lock == null ? null : lock.rule();
            return rule == null || rule.defaultRetention() == null ? ""
                    : "; its lock keeps each for " + rule.defaultRetention().days() + " days (" + rule.defaultRetention().modeAsString() + ")";
        } catch (SdkException e) {
            return ""; // no lock on this bucket, or no right to see it: the versions are told anyway
        }
    }
}
