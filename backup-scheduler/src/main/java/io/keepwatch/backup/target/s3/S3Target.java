package io.keepwatch.backup.target.s3;

import io.keepwatch.backup.target.BackupTarget;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.s3.S3Settings.Checksums;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Secret;
import io.keepwatch.settings.Settings;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// `type: s3`
@Component
@ConditionalOnRole(Settings.ProcessRole.CONTROL)
final class S3Target implements BackupTarget<S3Settings> {

    private static final int CONNECTIONS = 16;

    @Override
    public String type() {
        return "s3";
    }

    @Override
    public Class<S3Settings> settingsType() {
        return S3Settings.class;
    }

    @Override
    public ObjectStore open(S3Settings settings) {
        return open(settings, Patience.DEFAULT);
    }

    static ObjectStore open(S3Settings settings, Patience patience) {
        return new S3Store(settings, client(settings, patience));
    }

    static S3Client client(S3Settings settings, Patience patience) {
        boolean required = settings.checksums() == Checksums.WHEN_REQUIRED;
        var builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .forcePathStyle(settings.usesPathStyle())
                .requestChecksumCalculation(required ? RequestChecksumCalculation.WHEN_REQUIRED : RequestChecksumCalculation.WHEN_SUPPORTED)
                .responseChecksumValidation(required ? ResponseChecksumValidation.WHEN_REQUIRED : ResponseChecksumValidation.WHEN_SUPPORTED)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(patience.connect())
                        .socketTimeout(patience.silence()))
                // pauses at random between attempts, for what may pass: 5xx, throttling, broken connections; never for 403 and 404
                .overrideConfiguration(override -> override.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(patience.attempts()).build()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    /// The secret is resolved at each use, so that a rotated file needs no restart.
    private static AwsCredentialsProvider credentials(S3Settings settings) {
        String accessKey = settings.accessKey();
        Secret secretKey = settings.secretKey();
        return accessKey == null || secretKey == null
                ? DefaultCredentialsProvider.builder().build()
                : () -> AwsBasicCredentials.create(accessKey, secretKey.reveal());
    }
}
