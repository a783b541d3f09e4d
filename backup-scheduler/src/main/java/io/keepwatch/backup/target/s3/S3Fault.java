package io.keepwatch.backup.target.s3;

import io.keepwatch.backup.target.TargetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Says in words what a store's refusals mean, and what to do about them.
final class S3Fault {

    private record Meaning(String reason, String hint) {}

    private static final Map<String, Meaning> BY_CODE = Map.ofEntries(
            Map.entry("NoSuchBucket", new Meaning("there is no such bucket",
                    "Make the bucket, or correct bucket, region and endpoint of the target")),
            Map.entry("NoSuchKey", new Meaning("there is no such object",
                    "It was deleted outside Keepwatch, or never written: rebuild the catalog")),
            Map.entry("RequestTimeTooSkewed", new Meaning("the clocks of this machine and of the store are too far apart",
                    "Set the clock of this machine, e.g. with chrony")),
            Map.entry("InvalidAccessKeyId", new Meaning("the store does not know the access key", "Correct access-key of the target")),
            Map.entry("SignatureDoesNotMatch", new Meaning("the secret key is not the one of the access key",
                    "Correct secret-key of the target; some stores say so too when region is wrong")),
            Map.entry("ExpiredToken", new Meaning("the credentials have expired", "Renew them; rights by a role renew themselves")),
            Map.entry("AccessDenied", new Meaning("access denied",
                    "Give the key the rights that docs/backup/targets.md lists, on this bucket and prefix")),
            Map.entry("AllAccessDisabled", new Meaning("the bucket is disabled", "Ask the store's provider: often a bill")),
            Map.entry("PermanentRedirect", new Meaning("the bucket is in another region", "Correct region or endpoint of the target")),
            Map.entry("AuthorizationHeaderMalformed", new Meaning("the bucket is in another region", "Correct region of the target")),
            Map.entry("IllegalLocationConstraintException", new Meaning("the bucket is in another region", "Correct region of the target")),
            Map.entry("InvalidObjectState", new Meaning("it is archived and must be thawed first",
                    "Restore the object in the store first, or use another copy")),
            Map.entry("InvalidStorageClass", new Meaning("the store does not have this storage class",
                    "Correct storage-class of the plan, or leave it out")),
            Map.entry("BadDigest", new Meaning("the store received other bytes than were sent", "Try again; see the network between")),
            Map.entry("XAmzContentSHA256Mismatch", new Meaning("the store received other bytes than were sent",
                    "Try again; if it stays, set checksums: when-required")),
            Map.entry("SlowDown", new Meaning("the store asks to slow down and kept asking", "Try later, or spread the plans' schedules")),
            Map.entry("QuotaExceeded", new Meaning("the quota is used up", "Raise the quota, or keep fewer backups")),
            Map.entry("XMinioStorageFull", new Meaning("the store's disks are full", "Make room in the store, or keep fewer backups")),
            Map.entry("InvalidDigest", new Meaning("the store does not take this kind of checksum", "Set checksums: when-required")),
            Map.entry("XNotImplemented", new Meaning("the store cannot do this", "Set checksums: when-required")),
            Map.entry("NotImplemented", new Meaning("the store cannot do this", "Set checksums: when-required; if it stays, this store is not fit")));

    private final S3Settings settings;

    S3Fault(S3Settings settings) {
        this.settings = settings;
    }

    /// @param verb what was tried, e.g. `store`
    TargetException explain(String verb, String what, SdkException e) {
        String place = settings.place() + (settings.endpoint() == null ? "" : " at " + settings.endpoint());
        String start = "Cannot " + verb + " " + what + " in " + place + ": ";
        Meaning meaning = e instanceof S3Exception refusal ? refusal(refusal) : clientSide(e);
        return new TargetException(start + meaning.reason(), meaning.hint(), mayPass(e), e);
    }

    /// A transfer that broke off while it was read.
    TargetException broken(String verb, String what, IOException e) {
        return new TargetException("Cannot " + verb + " " + what + " in " + settings.place() + ": the connection broke off ("
                + e.getMessage() + ")", "Try again; check the network between and the store's load", true, e);
    }

    private static boolean mayPass(SdkException e) {
        if (e instanceof S3Exception refusal) {
            return refusal.statusCode() >= 500 && refusal.statusCode() != 501 || refusal.statusCode() == 429 || refusal.statusCode() == 409
                    || "BadDigest".equals(code(refusal));
        }
        return caused(e, IOException.class) != null && caused(e, SSLException.class) == null;
    }

    private static Meaning refusal(S3Exception e) {
        String code = code(e);
        Meaning known = code == null ? null : BY_CODE.get(code);
        if (known != null) {
            return new Meaning(known.reason() + " (" + e.statusCode() + " " + code + ")", known.hint());
        }
        String told = told(e);
        return switch (e.statusCode()) {
            case 403 -> new Meaning("access denied (" + told + ")",
                    "Check the key's rights on this bucket and prefix (docs/backup/targets.md), and this machine's clock");
            case 404 -> new Meaning("not found (" + told + ")", "Check bucket, prefix and endpoint of the target");
            case 301, 307, 308 -> new Meaning("the bucket is in another region (" + told + ")", "Correct region or endpoint of the target");
            case 400, 501 -> new Meaning("the store refuses the request (" + told + ")",
                    "Older stores refuse new checksums: set checksums: when-required; else check region and path-style");
            case 429, 503 -> new Meaning("the store is busy and stayed so (" + told + ")", "Try later; see the store's status");
            default -> new Meaning("the store failed (" + told + ")", "See the store's log or status; Keepwatch has asked several times");
        };
    }

    private static Meaning clientSide(SdkException e) {
        if (caused(e, UnknownHostException.class) != null) {
            return new Meaning("the host's name is unknown", "Correct endpoint or region of the target, or check this machine's DNS");
        }
        if (caused(e, ConnectException.class) != null) {
            return new Meaning("nobody answers there", "Is the store running? Correct endpoint of the target, or open the firewall");
        }
        if (caused(e, SocketTimeoutException.class) != null) {
            return new Meaning("the store fell silent", "Check the network between and the store's load");
        }
        if (caused(e, SSLException.class) != null) {
            return new Meaning("the encrypted connection failed: " + e.getMessage(), "Check the store's certificate, or http instead of https");
        }
        if (String.valueOf(e.getMessage()).contains("load credentials")) {
            return new Meaning("no credentials were found", "Set access-key and secret-key of the target, or give this machine a role");
        }
        if (caused(e, IOException.class) != null) {
            return new Meaning("the connection broke: " + caused(e, IOException.class).getMessage(), "Check the network between");
        }
        return new Meaning(String.valueOf(e.getMessage()), "See Keepwatch's log");
    }

    static @Nullable String code(S3Exception e) {
        return e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    }

    private static String told(S3Exception e) {
        var details = e.awsErrorDetails();
        String message = details == null || details.errorMessage() == null ? "" : ": " + details.errorMessage();
        return e.statusCode() + (code(e) == null ? "" : " " + code(e)) + message;
    }

    private static <T extends Throwable> @Nullable T caused(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
