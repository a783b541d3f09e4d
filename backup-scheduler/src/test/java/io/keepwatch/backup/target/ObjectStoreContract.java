package io.keepwatch.backup.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.backup.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every kind of target owes to backups and restores. An adapter's test extends it and opens a target that is empty.
public abstract class ObjectStoreContract {

    /// A fresh target each time.
    protected abstract ObjectStore open() throws IOException;

    /// Everything that lies in the target's medium, hidden files and parts of uploads too.
    protected abstract List<String> allThatIsThere() throws IOException;

    /// An instant after which no upload of this test has begun.
    protected static final Instant LATER = Instant.now().plusSeconds(86_400);

    protected ObjectStore store;

    @BeforeEach
    final void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    protected final StoredObject put(String key, String content) throws IOException {
        return put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    protected final StoredObject put(String key, byte[] content) throws IOException {
        try (ObjectUpload upload = store.create(key, "STANDARD")) {
            upload.output().write(content);
            return upload.commit();
        }
    }

    protected final String text(String key) throws IOException {
        try (InputStream in = store.read(key)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    protected final List<String> keys(String prefix) throws IOException {
        var keys = new ArrayList<String>();
        store.list(prefix, object -> keys.add(object.key()));
        return keys;
    }

    @Test
    void what_was_committed_is_read_again_and_told_of_by_the_store() throws IOException {
        StoredObject stored = put("v1/quotes/a/manifest.json", "{}");
        assertThat(stored.key()).isEqualTo("v1/quotes/a/manifest.json");
        assertThat(stored.bytes()).isEqualTo(2);
        assertThat(store.find("v1/quotes/a/manifest.json")).hasValueSatisfying(found -> {
            assertThat(found.bytes()).isEqualTo(2);
            assertThat(found.storageClass()).isEqualTo("STANDARD");
        });
        assertThat(text("v1/quotes/a/manifest.json")).isEqualTo("{}");
    }

    @Test
    void nothing_is_seen_before_the_commit() throws IOException {
        try (ObjectUpload upload = store.create("v1/a", "STANDARD")) {
            upload.output().write(new byte[100]);
            put("v1/b", "other");
            assertThat(store.find("v1/a")).isEmpty();
            assertThat(keys("")).containsExactly("v1/b");
            upload.commit();
        }
        assertThat(keys("")).containsExactly("v1/a", "v1/b");
    }

    @Test
    void an_object_of_no_bytes_is_an_object() throws IOException {
        assertThat(put("v1/empty", "").bytes()).isZero();
        assertThat(text("v1/empty")).isEmpty();
        assertThat(keys("")).containsExactly("v1/empty");
    }

    @Test
    void a_stream_of_64_mib_arrives_byte_by_byte() throws Exception {
        var random = new Random(7);
        var sent = MessageDigest.getInstance("SHA-256");
        var chunk = new byte[(1 << 20) + 17]; // no part ends where a chunk does
        long bytes = 0;
        try (ObjectUpload upload = store.create("v1/large", "STANDARD")) {
            while (bytes < 64 << 20) {
                random.nextBytes(chunk);
                sent.update(chunk);
                upload.output().write(chunk);
                bytes += chunk.length;
            }
            assertThat(upload.commit().bytes()).isEqualTo(bytes);
        }
        var received = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(store.read("v1/large"), received)) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(bytes);
        }
        assertThat(HexFormat.of().formatHex(received.digest())).isEqualTo(HexFormat.of().formatHex(sent.digest()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 9 << 20, 20 << 20})
    void an_upload_that_is_closed_without_commit_leaves_nothing(int bytes) throws IOException {
        List<String> before = allThatIsThere();
        try (ObjectUpload upload = store.create("v1/quotes/2026/11/abandoned", "STANDARD")) {
            upload.output().write(new byte[bytes]);
        }
        assertThat(allThatIsThere()).isEqualTo(before);
    }

    @Test
    void an_upload_that_was_cancelled_by_an_interrupt_leaves_nothing() throws Exception {
        List<String> before = allThatIsThere();
        var failure = new Throwable[1];
        Thread writer = Thread.ofVirtual().start(() -> {
            try (ObjectUpload upload = store.create("v1/interrupted", "STANDARD")) {
                upload.output().write(new byte[9 << 20]);
                Thread.currentThread().interrupt();
                upload.output().write(new byte[64 << 20]);
                upload.commit();
            } catch (IOException e) {
                failure[0] = e;
            }
        });
        writer.join();
        assertThat(failure[0]).isNotNull();
        assertThat(allThatIsThere()).isEqualTo(before);
    }

    @Test
    void of_two_uploads_of_one_key_the_last_commit_stays_whole() throws IOException {
        try (ObjectUpload first = store.create("v1/same", "STANDARD"); ObjectUpload second = store.create("v1/same", "STANDARD")) {
            first.output().write("first ".getBytes(StandardCharsets.UTF_8));
            second.output().write("second".getBytes(StandardCharsets.UTF_8));
            second.commit();
            assertThat(text("v1/same")).isEqualTo("second");
            first.commit();
        }
        assertThat(text("v1/same")).isEqualTo("first ");
    }

    @Test
    void closing_one_of_two_uploads_of_one_key_leaves_the_other_whole() throws IOException {
        try (ObjectUpload kept = store.create("v1/same", "STANDARD")) {
            kept.output().write(new byte[9 << 20]);
            try (ObjectUpload dropped = store.create("v1/same", "STANDARD")) {
                dropped.output().write(new byte[9 << 20]);
            }
            kept.output().write(1);
            assertThat(kept.commit().bytes()).isEqualTo((9 << 20) + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "v1/with space/and+plus", "v1/ünïcödé/数据库/🐘", "v1/percent%20/%2e%2e/x", "v1/q?a=b&c=d#e", "v1/quote's \"double\"",
        "v1/.hidden", "v1/...", "v1/back\\slash", "v1/<xml>&amp;", "v1/~tilde!$*(),;:@=[]{}|^`"})
    void any_name_can_be_a_key(String key) throws IOException {
        put(key, key);
        assertThat(text(key)).isEqualTo(key);
        assertThat(keys("")).containsExactly(key);
        assertThat(keys(key)).containsExactly(key);
        store.delete(key);
        assertThat(store.find(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out", "v1/../../out", "/etc/passwd", "v1//x", "v1/./x", "", "v1/", "v1/..", "v1/new\nline", "v1/nul\0"})
    void a_key_that_leads_elsewhere_is_refused(String key) {
        assertThatThrownBy(() -> put(key, "x")).isInstanceOf(TargetException.class).hasMessageContaining("Cannot use the key");
        assertThatThrownBy(() -> store.read(key)).isInstanceOf(TargetException.class);
        assertThatThrownBy(() -> store.delete(key)).isInstanceOf(TargetException.class);
        assertThatThrownBy(() -> store.find(key)).isInstanceOf(TargetException.class);
    }

    @Test
    void a_list_holds_what_starts_with_the_prefix_in_the_order_of_the_keys() throws IOException {
        for (String key : List.of("v1/a/2", "v1/a-b", "v1/a/10", "v1/ab/1", "v2/x", "v1/a/1", "v1/a.b", "v1/é")) {
            put(key, "x");
        }
        assertThat(keys("")).containsExactly(
                "v1/a-b", "v1/a.b", "v1/a/1", "v1/a/10", "v1/a/2", "v1/ab/1", "v1/é", "v2/x");
        assertThat(keys("v1/a/")).containsExactly("v1/a/1", "v1/a/10", "v1/a/2");
        assertThat(keys("v1/a")).containsExactly("v1/a-b", "v1/a.b", "v1/a/1", "v1/a/10", "v1/a/2", "v1/ab/1");
        assertThat(keys("v3")).isEmpty();
    }

    @Test
    void a_list_of_more_than_a_thousand_is_whole() throws IOException {
        put("v1/other", "x");
        var expected = new ArrayList<String>();
        for (int i = 0; i < 1003; i++) {
            String key = "v1/many/%04d".formatted(i);
            expected.add(key);
            put(key, "");
        }
        assertThat(keys("v1/many/")).isEqualTo(expected);
    }

    @Test
    void an_object_that_is_not_there_is_told_so() throws IOException {
        put("v1/other", "x");
        assertThat(store.find("v1/none")).isEmpty();
        assertThatThrownBy(() -> store.read("v1/none")).isInstanceOfSatisfying(TargetException.class, e -> {
            assertThat(e).hasMessageContaining("Cannot read v1/none").hasMessageContaining("no such object");
            assertThat(e.hint()).contains("rebuild the catalog");
            assertThat(e.retryable()).isFalse();
        });
    }

    @Test
    void to_delete_twice_is_to_delete() throws IOException {
        put("v1/a/b", "x");
        put("v1/a/c", "x");
        store.delete("v1/a/b");
        store.delete("v1/a/b");
        store.delete("v1/never/was");
        assertThat(keys("")).containsExactly("v1/a/c");
    }

    @Test
    void a_read_may_end_early() throws IOException {
        put("v1/large", new byte[20 << 20]);
        for (int i = 0; i < 40; i++) { // more than there are connections
            try (InputStream in = store.read("v1/large")) {
                assertThat(in.read()).isZero();
            }
        }
    }

    @Test
    void a_sweep_takes_what_uploads_have_left_and_nothing_else() throws IOException {
        put("v1/kept", "x");
        List<String> before = allThatIsThere();
        ObjectUpload left = store.create("v1/quotes/left", "STANDARD"); // never closed, as by kill -9
        left.output().write(new byte[9 << 20]);
        await().until(() -> !allThatIsThere().equals(before));

        store.sweepUploads(Instant.now().minusSeconds(86_400));
        assertThat(allThatIsThere()).as("a young upload may still be on").isNotEqualTo(before);

        store.sweepUploads(LATER);
        assertThat(allThatIsThere()).isEqualTo(before);
        assertThat(text("v1/kept")).isEqualTo("x");
    }

    @Test
    void the_test_of_a_target_that_works_is_green_and_leaves_nothing() throws IOException {
        List<String> before = allThatIsThere();
        assertThat(store.test()).allSatisfy(check -> assertThat(check.status()).as(check.message()).isNotEqualTo(Check.Status.RED))
                .extracting(Check::name).contains("write", "write in parts", "read back", "list", "delete", "cancel an upload", "result");
        assertThat(allThatIsThere()).isEqualTo(before);
    }
}
