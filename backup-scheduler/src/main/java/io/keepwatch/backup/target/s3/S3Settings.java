package io.keepwatch.backup.target.s3;

import io.keepwatch.backup.target.TargetSettings;
import io.keepwatch.settings.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param prefix    the folder in the bucket, without `/` at its ends; empty for the bucket's root
/// @param region    as the bucket's; `us-east-1` where an endpoint does not ask for one
/// @param endpoint  of a store that is not Amazon's, e.g. `https://minio.example.org:9000`
/// @param pathStyle whether the bucket stands in the path instead of the host's name; true by default with an endpoint
/// @param accessKey with the secret key; without both, the environment's own rights are used (role, profile, variables)
/// @param checksums whether requests carry CRC32 checksums; older stores refuse them and get `Content-MD5` instead
/// @param partSize  of the first parts of a large object; later ones are larger
public record S3Settings(
        String bucket,
        @DefaultValue("") String prefix,
        @Nullable String region,
        @Nullable URI endpoint,
        @Nullable Boolean pathStyle,
        @Nullable String accessKey,
        @Nullable Secret secretKey,
        @DefaultValue("when-supported") Checksums checksums,
        @DefaultValue("8MB") DataSize partSize) implements TargetSettings {

    public enum Checksums { WHEN_SUPPORTED, WHEN_REQUIRED }

    private static final DataSize SMALLEST_PART = DataSize.ofMegabytes(5);
    private static final DataSize LARGEST_PART = DataSize.ofMegabytes(128);

    public S3Settings {
        if (bucket == null || !bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]")) {
            throw new IllegalArgumentException(
                    "bucket is missing or no bucket's name: 3 to 63 letters, digits, dots and hyphens, without s3:// and without a path");
        }
        if (endpoint != null && (endpoint.getHost() == null || !("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme())))) {
            throw new IllegalArgumentException("endpoint " + endpoint + " is no address: use e.g. https://minio.example.org:9000");
        }
        if (endpoint == null && (region == null || region.isBlank())) {
            throw new IllegalArgumentException("region is missing: the bucket's, e.g. eu-west-3");
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException("access-key and secret-key belong together: give both, or none to use the environment's own rights");
        }
        if (partSize.compareTo(SMALLEST_PART) < 0 || partSize.compareTo(LARGEST_PART) > 0) {
            throw new IllegalArgumentException("part-size " + partSize.toMegabytes() + "MB cannot be used: from 5MB to 128MB");
        }
        region = region == null || region.isBlank() ? "us-east-1" : region;
        prefix = Arrays.stream(prefix.split("/")).filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
        if (Arrays.asList(prefix.split("/")).contains("..")) {
            throw new IllegalArgumentException("prefix " + prefix + " holds ..: use plain names, e.g. keepwatch/production");
        }
    }

    boolean usesPathStyle() {
        return pathStyle == null ? endpoint != null : pathStyle;
    }

    /// The key in the bucket.
    String keyInBucket(String key) {
        return prefix.isEmpty() ? key : prefix + "/" + key;
    }

    String keyInTarget(String keyInBucket) {
        return prefix.isEmpty() ? keyInBucket : keyInBucket.substring(prefix.length() + 1);
    }

    @Override
    public String place() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
