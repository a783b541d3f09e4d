package io.keepwatch.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.settings.DataDirectory;
import io.keepwatch.settings.Secret;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.StartProblem;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataDatabaseTest {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path directory;

    /// Commits rows and says so, until it is killed.
    static final class Committer {
        public static void main(String[] args) {
            var database = TestDatabase.h2(Path.of(args[0]));
            for (long i = 1; ; i++) {
                database.jdbc().sql("insert into lease (name, owner, until, token) values (:name, 'me', current_timestamp, :i)")
                        .param("name", "n" + i).param("i", i).update();
                System.out.println(i);
            }
        }
    }

    @Test
    void h2_keeps_every_acknowledged_commit_through_kill_9() throws Exception {
        Path home = directory.resolve("data");
        Process process = new ProcessBuilder(
                JAVA, "-cp", System.getProperty("java.class.path"), Committer.class.getName(), home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        long acknowledged = 0;
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = line.matches("\\d+") ? Long.parseLong(line) : acknowledged;
                if (acknowledged == 2000) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(acknowledged).isGreaterThanOrEqualTo(2000);

        try (var database = TestDatabase.h2(home)) {
            assertThat(database.jdbc().sql("select count(*) from lease where token <= :i").param("i", acknowledged)
                    .query(Long.class).single()).isEqualTo(acknowledged);
        }
    }

    @Test
    void a_thread_that_is_interrupted_while_it_writes_does_not_close_h2_for_the_others() throws Exception {
        try (var database = TestDatabase.h2(directory.resolve("data"))) {
            for (int i = 0; i < 20; i++) {
                String name = "n" + i;
                Thread interrupted = Thread.ofVirtual().start(() -> {
                    Thread.currentThread().interrupt();
                    database.jdbc().sql("insert into lease (name, owner, until, token) values (:name, 'me', current_timestamp, 1)")
                            .param("name", name).update();
                });
                interrupted.join();
            }

            assertThat(database.jdbc().sql("select count(*) from lease").query(Long.class).single()).isBetween(0L, 20L);
            assertThat(database.jdbc().sql("insert into lease (name, owner, until, token) values ('after', 'me', current_timestamp, 1)")
                    .update()).isEqualTo(1);
        }
    }

    @Test
    void a_database_that_does_not_answer_is_one_line_without_the_password() {
        try (var home = DataDirectory.open(directory)) {
            var database = new Settings.Database("jdbc:postgresql://127.0.0.1:1/kw?connectTimeout=1", "u", Secret.of("hunter2"));

            assertThatThrownBy(() -> MetadataDatabase.open(database, home, Duration.ofMillis(1)))
                    .isInstanceOf(StartProblem.class)
                    .hasMessage("Cannot open the metadata database jdbc:postgresql://127.0.0.1:1/kw?connectTimeout=1: Connection refused"
                            + "; check KEEPWATCH_DATABASE_URL, _USER and _PASSWORD");
        }
    }
}
