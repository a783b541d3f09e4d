package io.keepwatch.backup.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.backup.ProtectedDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestJsonTest {

    private static final Manifest MANIFEST = new Manifest(1, "Keepwatch 0.1.0", "quotes-20261121T020000Z-k3x9ab", "quotes",
            "2026-11-21T02:00+01:00", "postgresql", new ProtectedDatabase("postgresql", "127.0.0.1", 5432, "quotes"),
            Instant.parse("2026-11-21T01:00:00Z"), Instant.parse("2026-11-21T01:00:01.5Z"), Instant.parse("2026-11-21T01:00:09Z"),
            Map.of("server_version", "15.19", "encoding", "UTF8"), List.of(new Manifest.Table("public", "Zitate „ä“", 42, "-17")),
            List.of("quotes_owner"), Map.of("plpgsql", "1.0"),
            List.of(new Manifest.Part("database.dump", 10, "ab", 12, "cd", "none", new Manifest.Encryption("AES256_GCM_HKDF_1MB", "key-1")),
                    new Manifest.Part("globals.sql", 3, "ef", 3, "ef", "none", null)),
            List.of("a warning"));

    @Test
    void writes_what_it_has_written_since_format_1() throws IOException {
        assertThat(new String(ManifestJson.write(MANIFEST), StandardCharsets.UTF_8)).isEqualToNormalizingNewlines(golden());
    }

    @Test
    void reads_what_was_written_and_what_a_newer_version_has_added_to() throws IOException {
        assertThat(read(golden())).isEqualTo(MANIFEST);
        assertThat(read(golden().replaceFirst("\\{", "{\"addedLater\": {\"x\": 1},"))).isEqualTo(MANIFEST);
    }

    @Test
    void refuses_a_higher_format_and_says_what_to_do() {
        assertThatThrownBy(() -> read(golden().replace("\"format\" : 1", "\"format\" : 2")))
                .hasMessage("Cannot read the manifest here: it has format 2, we know up to 1")
                .satisfies(e -> assertThat(((ManifestException) e).hint()).contains("newer"));
    }

    @Test
    void refuses_what_is_cut_off_empty_or_lacks_a_field() {
        for (String broken : List.of("", "{}", "null", "[]", "nonsense")) {
            assertThatThrownBy(() -> read(broken)).as(broken).isInstanceOf(ManifestException.class);
        }
        assertThatThrownBy(() -> read(golden().substring(0, 200))).isInstanceOf(ManifestException.class);
        assertThatThrownBy(() -> read(golden().replace("\"storedSha256\" : \"ef\"", "\"x\" : 1")))
                .isInstanceOf(ManifestException.class).hasMessageContaining("storedSha256 is missing");
    }

    private static Manifest read(String json) throws ManifestException {
        return ManifestJson.read(json.getBytes(StandardCharsets.UTF_8), "here");
    }

    private static String golden() throws IOException {
        try (var in = ManifestJsonTest.class.getResourceAsStream("manifest-1.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
