package io.keepwatch.backup.target.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.target.ObjectRetainedException;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.ObjectUpload;
import io.keepwatch.backup.target.TargetException;
import io.keepwatch.backup.target.s3.FaultyProxy.Fault;
import io.keepwatch.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/// What networks and stores do at bad times: each fault has its words, and leaves nothing behind.
@ExtendWith(S3ProxyExtension.class)
class S3FaultsTest {

    private static final Patience SHORT = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(2), 3);
    private static final int TWO_PARTS = 9 << 20;

    private final S3ProxyServer server;
    private final String bucket;
    private final FaultyProxy proxy;
    private ObjectStore store;

    S3FaultsTest(S3ProxyServer server) throws IOException {
        this.server = server;
        this.bucket = server.newBucket();
        this.proxy = new FaultyProxy(server.endpoint());
    }

    @BeforeEach
    void open() {
        store = open(S3Settings.Checksums.WHEN_SUPPORTED);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        proxy.close();
    }

    private ObjectStore open(S3Settings.Checksums checksums) {
        return S3Target.open(new S3Settings(bucket, "db", S3ProxyServer.REGION, proxy.endpoint(), true, S3ProxyServer.ACCESS_KEY,
                Secret.of(S3ProxyServer.SECRET_KEY), checksums, DataSize.ofMegabytes(8)), SHORT);
    }

    private void put(int bytes) throws IOException {
        var content = new byte[bytes];
        new Random(1).nextBytes(content);
        try (ObjectUpload upload = store.create("v1/a", "STANDARD")) {
            upload.output().write(content);
            upload.commit();
        }
    }

    private static TargetException refused(ThrowingCallable act) {
        TargetException refused = catchThrowableOfType(TargetException.class, act);
        assertThat(refused).isNotNull();
        return refused;
    }

    private void nothingIsLeft() {
        assertThat(server.allIn(bucket)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, access denied, rights",
        "403, RequestTimeTooSkewed, clocks, chrony",
        "403, InvalidAccessKeyId, does not know the access key, access-key",
        "403, ExpiredToken, expired, Renew",
        "404, NoSuchBucket, no such bucket, Make the bucket",
        "301, PermanentRedirect, another region, region",
        "400, InvalidStorageClass, storage class, storage-class",
        "400, InvalidRequest, refuses the request, checksums: when-required",
        "501, NotImplemented, cannot do this, checksums: when-required"})
    void a_refusal_says_why_and_what_to_do_and_is_not_repeated(int status, String code, String reason, String hint) {
        proxy.faults(request -> request.is("PUT", "/v1/a") ? new Fault.Answer(status, code, "no") : FaultyProxy.NONE);
        TargetException refused = refused(() -> put(10));
        assertThat(refused).hasMessageContaining("Cannot store v1/a in s3://" + bucket + "/db").hasMessageContaining(reason);
        assertThat(refused.hint()).contains(hint);
        assertThat(refused.retryable()).isFalse();
        if (!code.equals("RequestTimeTooSkewed")) { // there the SDK tries once more with the store's own time
            assertThat(proxy.requests("PUT", "/v1/a")).isEqualTo(1);
        }
        nothingIsLeft();
    }

    @Test
    void a_part_that_is_refused_ends_the_upload_and_leaves_nothing() {
        proxy.faults(request -> request.is("PUT", "partNumber=2") ? new Fault.Answer(403, "AccessDenied", "no") : FaultyProxy.NONE);
        assertThat(refused(() -> put(TWO_PARTS))).hasMessageContaining("part 2 of v1/a");
        nothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError", "503, SlowDown", "503, ServiceUnavailable"})
    void a_passing_weakness_is_not_noticed(int status, String code) throws IOException {
        proxy.faults(request -> request.nth() < 3 ? new Fault.Answer(status, code, "wait") : FaultyProxy.NONE);
        put(TWO_PARTS);
        assertThat(server.allIn(bucket)).containsExactly("db/v1/a");
    }

    @Test
    void a_store_that_stays_slow_is_told_so_and_may_be_asked_later() {
        proxy.faults(request -> request.is("PUT", "partNumber") ? new Fault.Answer(503, "SlowDown", "wait") : FaultyProxy.NONE);
        TargetException refused = refused(() -> put(TWO_PARTS));
        assertThat(refused).hasMessageContaining("slow down");
        assertThat(refused.retryable()).isTrue();
        assertThat(proxy.requests("PUT", "partNumber=1")).isEqualTo(3);
        nothingIsLeft();
    }

    @Test
    void a_connection_that_is_reset_in_the_middle_of_a_part_is_made_again() throws IOException {
        proxy.faults(request -> request.is("PUT", "partNumber=2") && request.nth() == 1 ? new Fault.Reset(100_000) : FaultyProxy.NONE);
        put(TWO_PARTS);
        assertThat(proxy.requests("PUT", "partNumber=2")).isEqualTo(2);
        assertThat(server.allIn(bucket)).containsExactly("db/v1/a");
    }

    @Test
    void a_connection_that_is_always_reset_ends_the_upload_and_leaves_nothing() {
        proxy.faults(request -> request.is("PUT", "partNumber=2") ? new Fault.Reset(100_000) : FaultyProxy.NONE);
        TargetException refused = refused(() -> put(TWO_PARTS));
        assertThat(refused).hasMessageContaining("part 2 of v1/a");
        assertThat(refused.retryable()).isTrue();
        nothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource(S3Settings.Checksums.class)
    void bytes_that_change_on_their_way_are_not_stored(S3Settings.Checksums checksums) {
        store.close();
        store = open(checksums);
        proxy.faults(request -> request.is("PUT", "partNumber=1") ? new Fault.FlipByte(1_000_000) : FaultyProxy.NONE);
        refused(() -> put(TWO_PARTS));
        nothingIsLeft();
    }

    @Test
    void a_store_that_takes_no_new_checksums_gets_the_old_ones() throws IOException {
        store.close();
        store = open(S3Settings.Checksums.WHEN_REQUIRED);
        put(TWO_PARTS);
        assertThat(store.find("v1/a")).hasValueSatisfying(found -> assertThat(found.bytes()).isEqualTo(TWO_PARTS));
    }

    @Test
    void a_lost_answer_to_the_last_request_is_not_a_failed_backup() throws IOException {
        proxy.faults(request -> request.is("POST", "uploadId=") && request.nth() == 1 ? new Fault.LoseAnswer() : FaultyProxy.NONE);
        put(TWO_PARTS);
        assertThat(proxy.requests("POST", "uploadId=")).isEqualTo(2);
        assertThat(server.allIn(bucket)).containsExactly("db/v1/a");
    }

    @Test
    void a_read_that_is_cut_off_is_never_the_end() throws IOException {
        put(TWO_PARTS);
        proxy.faults(request -> request.is("GET", "/v1/a") ? new Fault.CutAnswer(1 << 20) : FaultyProxy.NONE);
        TargetException refused = refused(() -> {
            try (InputStream in = store.read("v1/a")) {
                in.readAllBytes();
            }
        });
        assertThat(refused.retryable()).isTrue();
        assertThat(refused).hasMessageContaining("Cannot read v1/a");
    }

    @Test
    void a_slow_store_is_waited_for_as_long_as_it_says_something() throws IOException {
        put(3000);
        proxy.faults(request -> request.is("GET", "/v1/a") ? new Fault.Trickle(100, 80) : FaultyProxy.NONE); // longer in all than the patience
        try (InputStream in = store.read("v1/a")) {
            assertThat(in.readAllBytes()).hasSize(3000);
        }
    }

    @Test
    void a_store_that_falls_silent_is_given_up() {
        proxy.faults(_ -> new Fault.Silence());
        TargetException refused = refused(() -> store.find("v1/a"));
        assertThat(refused).hasMessageContaining("fell silent");
        assertThat(refused.retryable()).isTrue();
    }

    @Test
    void nobody_at_the_port_is_told_so() throws IOException {
        proxy.close();
        TargetException refused = refused(() -> put(10));
        assertThat(refused).hasMessageContaining("nobody answers there").hasMessageContaining(proxy.endpoint().toString());
        assertThat(refused.hint()).contains("endpoint");
    }

    @Test
    void parts_that_could_not_be_cancelled_are_told_of_and_swept_later() throws IOException {
        proxy.faults(request -> request.is("DELETE", "uploadId=") ? new Fault.Answer(503, "SlowDown", "wait") : FaultyProxy.NONE);
        ObjectUpload upload = store.create("v1/a", "STANDARD");
        upload.output().write(new byte[TWO_PARTS]);
        assertThat(refused(upload::close)).hasMessageContaining("cancel the upload of v1/a");
        assertThat(server.allIn(bucket)).containsExactly("upload of db/v1/a");
        proxy.faults(_ -> FaultyProxy.NONE);
        store.sweepUploads(Instant.now().plusSeconds(60));
        nothingIsLeft();
    }

    @Test
    void a_locked_object_says_until_when() throws IOException {
        put(10);
        proxy.faults(request -> request.is("DELETE", "/v1/a")
                ? new Fault.Answer(403, "AccessDenied", "Access Denied because object protected by object lock.") : FaultyProxy.NONE);
        assertThat(refused(() -> store.delete("v1/a"))).isInstanceOf(ObjectRetainedException.class).hasMessageContaining("it is retained");
    }

    @Test
    void a_missing_bucket_is_not_a_missing_object() throws IOException {
        var elsewhere = S3ProxyServer.settings("no-such-bucket", "", server.endpoint());
        try (ObjectStore nowhere = S3Target.open(elsewhere, SHORT)) {
            refused(() -> nowhere.find("v1/a"));
            assertThat(refused(() -> nowhere.list("", _ -> {}))).hasMessageContaining("no such bucket");
            assertThat(nowhere.test()).first().satisfies(check -> {
                assertThat(check.status()).isEqualTo(Check.Status.RED);
                assertThat(check.fix()).contains("Make the bucket");
            });
        }
    }

    @Test
    void a_wrong_secret_is_told_without_showing_it() {
        var settings = new S3Settings(bucket, "", S3ProxyServer.REGION, server.endpoint(), true, S3ProxyServer.ACCESS_KEY,
                Secret.of("hunter2-is-wrong"), S3Settings.Checksums.WHEN_SUPPORTED, DataSize.ofMegabytes(8));
        try (ObjectStore stranger = S3Target.open(settings, SHORT)) {
            TargetException refused = refused(() -> stranger.list("", _ -> {}));
            assertThat(refused).hasMessageContaining("secret key").hasMessageNotContaining("hunter2");
            assertThat(refused.hint()).contains("secret-key").doesNotContain("hunter2");
        }
    }

    @Test
    void an_unknown_host_is_told_so() {
        var settings = S3ProxyServer.settings(bucket, "", URI.create("http://no-such-host.invalid:9000"));
        try (ObjectStore nowhere = S3Target.open(settings, SHORT)) {
            assertThat(refused(() -> nowhere.find("v1/a"))).hasMessageContaining("host's name is unknown");
        }
    }
}
