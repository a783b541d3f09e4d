package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.backup.source.Server;
import io.keepwatch.settings.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PostgresqlSettingsTest {

    @Test
    void a_server_by_its_name_takes_host_user_and_password_from_it() {
        var settings = bind(Map.of("source.server", "main", "source.database", "quotes"))
                .on("main", new Server("db.example", null, "backup", Secret.of("x")));

        assertThat(settings.place()).isEqualTo("quotes on db.example:5432");
        assertThat(settings.lockWaitTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.sslmode()).isEqualTo(SslMode.PREFER);
        assertThat(settings.allowUnsafeClient()).isFalse();
        assertThat(settings.toString()).contains("password=***");
    }

    @Test
    void all_may_stand_in_place() {
        var settings = bind(Map.of("source.host", "::1", "source.port", "5433", "source.username", "u", "source.database", "d",
                "source.sslmode", "verify-full", "source.allow-unsafe-client", "true"));

        assertThat(settings.sslmode().spelled()).isEqualTo("verify-full");
        assertThat(settings.portOrDefault()).isEqualTo(5433);
    }

    @Test
    void what_cannot_be_used_is_told() {
        refused(Map.of("source.server", "main"), "database is missing");
        refused(Map.of("source.database", "d"), "say where it is");
        refused(Map.of("source.database", "d", "source.host", "h"), "username is missing");
        refused(Map.of("source.database", "d", "source.host", "h", "source.server", "s"), "not both");
        refused(Map.of("source.database", "n".repeat(64), "source.server", "s"), "at most 63 bytes");
        refused(Map.of("source.database", "d", "source.host", "h", "source.username", "u", "source.port", "70000"), "use a number from 1");
    }

    private static void refused(Map<String, String> values, String why) {
        assertThatThrownBy(() -> bind(values)).hasStackTraceContaining(why);
    }

    private static PostgresqlSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bind("source", PostgresqlSettings.class).get();
    }
}
