package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.MemoryParts;
import io.keepwatch.backup.source.RecordingContext;
import io.keepwatch.backup.source.RestoreTarget;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.source.SourceFacts;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepResult;
import io.keepwatch.process.ChildProcesses;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SourceExtension.class)
class PostgresqlRestoreTest {

    private static final Instant AT = Instant.parse("2026-11-21T02:03:04Z");

    private final TestServer server;
    private final PostgresqlSource source;
    private final ChildProcesses children;
    private final RecordingContext context = new RecordingContext();
    private final MemoryParts parts = new MemoryParts();

    PostgresqlRestoreTest(TestServer server, PostgresqlSource source, ChildProcesses children) {
        this.server = server;
        this.source = source;
        this.children = children;
    }

    @Test
    void everything_unusual_comes_back_and_verifies() throws Exception {
        String database = "odd \"name' = \\ with\nnewline ü";
        server.createNamed(database, "", "CREATE SCHEMA \"Sch'ema \"\"q\"\"\"",
                "CREATE TABLE \"Sch'ema \"\"q\"\"\".\"" + "n".repeat(63) + "\" (\"a \"\" b\" int, \"new\nline\" text)",
                "INSERT INTO \"Sch'ema \"\"q\"\"\".\"" + "n".repeat(63) + "\" VALUES (1, 'x'), (2, NULL)",
                "CREATE TABLE no_columns ()", "INSERT INTO no_columns DEFAULT VALUES",
                "CREATE TABLE generated (a int, b int GENERATED ALWAYS AS (a * 2) STORED)", "INSERT INTO generated (a) VALUES (1)",
                "CREATE TABLE parted (a int) PARTITION BY LIST (a)", "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1)",
                "INSERT INTO parted VALUES (1)", "CREATE UNLOGGED TABLE unlogged AS SELECT 1.1::float8 AS a, '1 day'::interval AS i, now() AS n",
                "CREATE TABLE parent (z int)", "CREATE TABLE child (own int) INHERITS (parent)", "ALTER TABLE parent ADD COLUMN added text",
                "INSERT INTO child VALUES (1, 2, 'three')", "ALTER TABLE child DROP COLUMN own", "ALTER TABLE child ADD COLUMN last money DEFAULT 12.5",
                "CREATE TABLE secret (t text)", "ALTER TABLE secret ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY", "INSERT INTO secret VALUES ('x')",
                "CREATE MATERIALIZED VIEW summary AS SELECT count(*) AS n FROM parted", "SELECT lo_from_bytea(0, 'large')");
        Manifest manifest = backUp(database);
        server.run(database, "DROP SCHEMA \"Sch'ema \"\"q\"\"\" CASCADE", "DELETE FROM parted");

        run(steps(manifest, database, Mode.SWAP), new ConcurrentHashMap<>());

        assertThat(server.ask(database, "SELECT n FROM summary")).isEqualTo("1");
        assertThat(server.ask(database, "SELECT encode(lo_get(oid), 'escape') FROM pg_largeobject_metadata")).isEqualTo("large");
        assertThat(server.ask(database, "SELECT count(*) FROM \"Sch'ema \"\"q\"\"\".\"" + "n".repeat(63) + "\"")).isEqualTo("2");
        assertThat(context.log).anyMatch(line -> line.matches("(?s).* let nobody in for \\d+ ms.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQL_ASCII", "LATIN1"})
    void a_copy_has_encoding_and_collation_of_the_backup(String encoding) throws Exception {
        String database = server.create("TEMPLATE template0 ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C'",
                "CREATE TABLE letter (t text)", "INSERT INTO letter VALUES ('gr\u00fcn')");

        run(steps(backUp(database), database, Mode.SWAP), new ConcurrentHashMap<>());

        assertThat(server.ask("postgres", "SELECT pg_encoding_to_char(encoding) || ' ' || datcollate FROM pg_database WHERE datname = '"
                + database + "'")).isEqualTo(encoding + " C");
    }

    @Test
    void a_copy_has_the_order_of_letters_of_an_icu_database() throws Exception {
        String database = server.create("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de-DE'", "CREATE TABLE letter (t text)");

        run(steps(backUp(database), database, Mode.SWAP), new ConcurrentHashMap<>());

        assertThat(server.ask("postgres", "SELECT format('%s %s', datlocprovider, daticulocale) FROM pg_database WHERE datname = '" + database + "'"))
                .isEqualTo("i de-DE");
    }

    @Test
    void owner_rights_limit_comment_and_settings_follow_the_name() throws Exception {
        String database = server.create("", "CREATE ROLE carry_owner", "CREATE ROLE carry_app", "CREATE TABLE quote (id int)");
        String settings = "SELECT string_agg(coalesce(r.rolname, '*') || ':' || s.setconfig::text, ' ' ORDER BY r.rolname) FROM pg_db_role_setting s"
                + " JOIN pg_database d ON d.oid = setdatabase LEFT JOIN pg_roles r ON r.oid = setrole WHERE datname = '" + database + "'";
        String properties = "SELECT pg_get_userbyid(datdba) || datconnlimit || shobj_description(oid, 'pg_database') || datacl::text"
                + " FROM pg_database WHERE datname = '" + database + "'";
        String quoted = Sql.name(database);
        server.run("postgres", "ALTER DATABASE " + quoted + " OWNER TO carry_owner", "ALTER DATABASE " + quoted + " CONNECTION LIMIT 7",
                "COMMENT ON DATABASE " + quoted + " IS 'it''s ours'", "REVOKE ALL ON DATABASE " + quoted + " FROM PUBLIC",
                "GRANT CONNECT ON DATABASE " + quoted + " TO carry_app WITH GRANT OPTION",
                "ALTER DATABASE " + quoted + " SET search_path TO \"$user\", 'odd, \"schema\"', public",
                "ALTER DATABASE " + quoted + " SET app.greeting = 'it''s \\ me'", "ALTER DATABASE " + quoted + " SET work_mem = '7MB'",
                "ALTER ROLE carry_app IN DATABASE " + quoted + " SET statement_timeout = '5s'");
        String settingsBefore = server.ask("postgres", settings);
        String propertiesBefore = server.ask("postgres", properties);
        String oid = server.ask("postgres", "SELECT oid FROM pg_database WHERE datname = '" + database + "'");

        run(steps(backUp(database), database, Mode.SWAP), new ConcurrentHashMap<>());

        assertThat(server.ask("postgres", "SELECT oid FROM pg_database WHERE datname = '" + database + "'")).isNotEqualTo(oid);
        assertThat(server.ask("postgres", settings)).isEqualTo(settingsBefore).contains("7MB", "statement_timeout");
        assertThat(server.ask("postgres", properties)).isEqualTo(propertiesBefore).contains("carry_owner7it's ours");
        assertThat(server.ask("postgres", "SELECT datallowconn FROM pg_database WHERE oid = " + oid)).as("the old one").isEqualTo("f");
    }

    @Test
    void a_database_that_vanished_comes_back_with_owner_and_rights_of_the_manifest() throws Exception {
        String database = server.create("", "CREATE ROLE vanished_owner", "CREATE TABLE quote (id int)");
        server.run("postgres", "ALTER DATABASE " + database + " OWNER TO vanished_owner", "GRANT CREATE ON DATABASE " + database + " TO pg_monitor");
        Manifest manifest = backUp(database);
        server.run("postgres", "DROP DATABASE " + database, "DROP ROLE vanished_owner");

        assertThat(preflight(manifest, database)).anySatisfy(check -> {
            assertThat(check.name()).isEqualTo("roles");
            assertThat(check.status()).isEqualTo(Check.Status.AMBER);
            assertThat(check.message()).contains("vanished_owner");
        });
        run(steps(manifest, database, Mode.SWAP), new ConcurrentHashMap<>());

        assertThat(server.ask("postgres", "SELECT pg_get_userbyid(datdba) || datacl::text FROM pg_database WHERE datname = '" + database + "'"))
                .startsWith("vanished_owner").contains("pg_monitor=C");
        assertThat(server.ask("postgres", "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'vanished_owner'")).isEqualTo("f");
    }

    @Test
    void a_clone_stands_beside_the_live_one_under_its_own_name() throws Exception {
        String database = quotes();

        run(steps(backUp(database), database, Mode.CLONE), new ConcurrentHashMap<>());

        assertThat(server.ask(database + "_restore_20261121020304", "SELECT count(*) FROM quote")).isEqualTo("1000");
        assertThat(source.undoSteps(server.settings(database), target(database, Mode.CLONE))).isEmpty();
    }

    @Test
    void goes_to_another_name() throws Exception {
        Manifest manifest = backUp(quotes());

        run(steps(manifest, "elsewhere", Mode.SWAP), new ConcurrentHashMap<>());

        assertThat(server.ask("elsewhere", "SELECT count(*) FROM quote")).isEqualTo("1000");
        assertThat(databasesLike("elsewhere%")).isEqualTo("elsewhere");
    }

    @Test
    void nobody_gets_into_the_clone_before_the_swap() throws Exception {
        String database = quotes();
        server.run("postgres", "CREATE ROLE stranger LOGIN");
        var facts = new ConcurrentHashMap<String, String>();
        List<Step> steps = steps(backUp(database), database, Mode.SWAP);
        run(steps.subList(0, 6), facts);

        assertThatThrownBy(() -> DriverManager.getConnection(server.url(database + "_restore_20261121020304"), "stranger", ""))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void sessions_are_ended_and_those_that_come_again_find_the_restored_one() throws Exception {
        String database = quotes();
        Manifest manifest = backUp(database);
        server.run(database, "DELETE FROM quote");
        try (var service = server.connect(database); var statement = service.createStatement()) {
            statement.execute("SET application_name = 'quotes-service'");
            assertThat(preflight(manifest, database)).anySatisfy(check -> {
                assertThat(check.status()).isEqualTo(Check.Status.AMBER);
                assertThat(check.message()).contains("1 of quotes-service (role postgres)");
            });

            run(steps(manifest, database, Mode.SWAP), new ConcurrentHashMap<>());

            assertThatThrownBy(() -> statement.execute("SELECT 1")).hasMessageContaining("terminating connection");
        }
        assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo("1000");
    }

    @Test
    void a_swap_that_cannot_be_gives_the_connections_back() throws Exception {
        String database = quotes();
        Manifest manifest = backUp(database);
        var facts = new ConcurrentHashMap<String, String>();
        List<Step> steps = steps(manifest, database, Mode.SWAP);
        run(steps.subList(0, 7), facts);
        // RENAME is refused while somebody has this name already
        server.run("postgres", "CREATE DATABASE " + database + "_old_20261121020304");

        assertThatThrownBy(() -> steps.getLast().run(new RecordingContext(facts))).isInstanceOf(SourceException.class)
                .hasMessageContaining("already exists");

        assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo("1000");
    }

    @Test
    void a_crash_after_connections_were_refused_is_mended_by_the_repeated_step_or_by_the_cancel() throws Exception {
        String database = quotes();
        Manifest manifest = backUp(database);
        server.run(database, "DELETE FROM quote");
        var facts = new ConcurrentHashMap<String, String>();
        List<Step> steps = steps(manifest, database, Mode.SWAP);
        run(steps.subList(0, 7), facts);
        String oid = server.ask("postgres", "SELECT oid FROM pg_database WHERE datname = '" + database + "'");
        facts.put("live-oid", oid);
        facts.put("live-allowed-connections", "true");
        server.run("postgres", "ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");

        var cancelled = new ConcurrentHashMap<>(facts);
        steps.getLast().undo(new RecordingContext(cancelled));
        assertThat(server.ask(database, "SELECT count(*) FROM quote")).as("cancelled").isEqualTo("0");

        server.run("postgres", "ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
        assertThat(steps.getLast().run(new RecordingContext(facts))).isEqualTo(StepResult.DONE);
        assertThat(server.ask(database, "SELECT count(*) FROM quote")).as("repeated").isEqualTo("1000");
    }

    @Test
    void a_crash_right_after_the_renames_is_mended_too() throws Exception {
        String database = quotes();
        Manifest manifest = backUp(database);
        server.run(database, "DELETE FROM quote");
        var facts = new ConcurrentHashMap<String, String>();
        List<Step> steps = steps(manifest, database, Mode.SWAP);
        run(steps, facts);
        server.run("postgres", "ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");

        assertThat(steps.getLast().run(new RecordingContext(facts))).isEqualTo(StepResult.DONE);
        assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo("1000");

        server.run("postgres", "ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
        for (Step step : steps.reversed()) {
            step.undo(new RecordingContext(facts));
        }
        assertThat(server.ask(database, "SELECT count(*) FROM quote")).as("taken back").isEqualTo("0");
        assertThat(databasesLike(database + "%")).isEqualTo(database);
    }

    @Test
    void undo_drops_nothing_and_clean_up_drops_only_what_is_still_closed() throws Exception {
        String database = quotes();
        Manifest manifest = backUp(database);
        server.run(database, "DELETE FROM quote");
        run(steps(manifest, database, Mode.SWAP), new ConcurrentHashMap<>());
        server.run(database, "INSERT INTO quote VALUES (5000, 'after the restore')");

        run(source.undoSteps(server.settings(database), target(database, Mode.SWAP)), new ConcurrentHashMap<>());

        assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo("0");
        String aside = database + "_restore_20261121020304";
        assertThat(databasesLike(database + "%")).isEqualTo(database + " " + aside);
        server.run("postgres", "ALTER DATABASE " + aside + " ALLOW_CONNECTIONS true");
        assertThat(server.ask(aside, "SELECT count(*) FROM quote")).isEqualTo("1001");

        Step cleanUp = source.cleanUpSteps(server.settings(database), target(database, Mode.SWAP)).getFirst();
        assertThatThrownBy(() -> cleanUp.run(context)).hasMessageContaining("somebody has opened it again");
        server.run("postgres", "ALTER DATABASE " + aside + " ALLOW_CONNECTIONS false");
        cleanUp.run(context);
        assertThat(databasesLike(database + "%")).isEqualTo(database);
    }

    @Test
    void a_copy_that_is_not_what_was_backed_up_is_refused() throws Exception {
        String database = quotes();
        SourceFacts facts = source.backUp(server.settings(database), parts, context);
        var wrong = new ArrayList<Manifest.Table>();
        facts.tables().forEach(table -> wrong.add(new Manifest.Table(table.schema(), table.name(), table.rows(), "1")));
        wrong.add(new Manifest.Table("public", "lost", 3, "1"));
        Manifest manifest = parts.manifest("postgresql", source.database(server.settings(database)), new SourceFacts(
                facts.snapshotAt(), facts.facts(), wrong, facts.roles(), facts.extensions(), List.of()));
        var remembered = new ConcurrentHashMap<String, String>();
        List<Step> steps = steps(manifest, database, Mode.SWAP);
        run(steps.subList(0, 4), remembered);

        assertThat(steps.get(4).run(new RecordingContext(remembered))).isInstanceOfSatisfying(StepResult.Failed.class, failed ->
                assertThat(failed.why()).contains("public.quote has other content", "public.lost is missing"));
    }

    @Test
    void one_changed_value_changes_the_checksum() throws Exception {
        String database = quotes();
        var before = source.backUp(server.settings(database), parts, context).tables().getFirst();
        server.run(database, "UPDATE quote SET text = 'Quote 500' WHERE id = 500");
        var after = source.backUp(server.settings(database), parts, context).tables().getFirst();
        server.run(database, "UPDATE quote SET text = 'quote 500' WHERE id = 500");
        var again = source.backUp(server.settings(database), parts, context).tables().getFirst();

        assertThat(after.rows()).isEqualTo(before.rows());
        assertThat(after.checksum()).isNotEqualTo(before.checksum());
        assertThat(again).as("in another order on disk").isEqualTo(before);
    }

    @Test
    void subscriptions_and_jobs_are_left_disabled() throws Exception {
        String database = server.create("", "CREATE SCHEMA cron", "CREATE TABLE cron.job (jobid int, active boolean)",
                "INSERT INTO cron.job VALUES (1, true), (2, false)",
                "CREATE SUBSCRIPTION feed CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p WITH (connect = false)",
                "ALTER SUBSCRIPTION feed ENABLE");
        Manifest manifest = backUp(database);
        String clone = database + "_restore_20261121020304";
        var facts = new ConcurrentHashMap<String, String>();
        List<Step> steps = steps(manifest, database, Mode.SWAP);
        run(steps.subList(0, 5), facts);
        server.run(clone, "ALTER SUBSCRIPTION feed SET (slot_name = 'feed')", "ALTER SUBSCRIPTION feed ENABLE");

        run(steps.subList(5, 6), facts);

        assertThat(server.ask(clone, "SELECT subenabled FROM pg_subscription s JOIN pg_database d ON d.oid = subdbid WHERE datname = current_database()"))
                .isEqualTo("f");
        assertThat(server.ask(clone, "SELECT count(*) FROM cron.job WHERE active")).isEqualTo("0");
        for (String each : List.of(clone, database)) {
            server.run(each, "ALTER SUBSCRIPTION feed DISABLE", "ALTER SUBSCRIPTION feed SET (slot_name = NONE)", "DROP SUBSCRIPTION feed");
        }
    }

    @Test
    void statistics_are_there_after_a_restore() throws Exception {
        String database = quotes();

        run(steps(backUp(database), database, Mode.SWAP), new ConcurrentHashMap<>());

        assertThat(server.ask(database, "SELECT count(*) FROM pg_stats WHERE tablename = 'quote'")).isEqualTo("2");
    }

    @Test
    void a_damaged_archive_ends_the_load_and_the_live_one_is_untouched() throws Exception {
        String database = quotes();
        Manifest manifest = backUp(database);
        byte[] archive = parts.bytes("database.dump");
        parts.replace("database.dump", Arrays.copyOf(archive, archive.length - 1));
        var facts = new ConcurrentHashMap<String, String>();
        List<Step> steps = steps(manifest, database, Mode.SWAP);
        run(steps.subList(0, 2), facts);

        assertThatThrownBy(() -> steps.get(2).run(new RecordingContext(facts))).isInstanceOf(SourceException.class)
                .hasMessageContaining("pg_restore ended with status 1");
        steps.get(1).undo(new RecordingContext(facts));

        assertThat(databasesLike(database + "%")).isEqualTo(database);
    }

    @Test
    void unsafe_clients_older_servers_missing_extensions_and_names_that_cannot_be_are_red() throws Exception {
        String database = quotes();
        SourceFacts facts = source.backUp(server.settings(database), parts, context);
        var newer = new HashMap<>(facts.facts());
        newer.put("server_version_num", "170002");
        newer.put("lc_collate", "tlh_QO.UTF-8");
        newer.put("database_size", Long.toString(Long.MAX_VALUE / 4));
        Manifest manifest = parts.manifest("postgresql", source.database(server.settings(database)), new SourceFacts(
                facts.snapshotAt(), newer, facts.tables(), facts.roles(), Map.of("no_such", "1.0"), List.of()));

        assertThat(preflight(manifest, database)).anySatisfy(check -> assertThat(check.message()).contains("tlh_QO.UTF-8"));
        assertThat(preflight(manifest, database)).filteredOn(check -> check.status() == Check.Status.RED)
                .allSatisfy(check -> assertThat(check.fix()).isNotBlank())
                .extracting(Check::name).contains("version", "extension no_such", "disk");
        assertThat(source.preflight(server.strict(database), backUp(database), target(database, Mode.SWAP)))
                .filteredOn(check -> check.status() == Check.Status.RED).extracting(Check::name).isEqualTo(
                        PostgresqlVersion.ofProgram(version()).orElseThrow().isSafe() ? List.of() : List.of("client"));
        for (String name : List.of("postgres", "template1", "n".repeat(64))) {
            assertThat(preflight(manifest, name)).singleElement().satisfies(check -> assertThat(check.status()).isEqualTo(Check.Status.RED));
        }
    }

    @Test
    void a_role_without_superuser_restores_what_it_owns() throws Exception {
        server.run("postgres", "CREATE ROLE modest LOGIN CREATEDB", "GRANT pg_signal_backend, pg_read_all_data TO modest");
        String database = server.create("OWNER modest");
        server.run(database, "SET ROLE modest", "CREATE TABLE quote AS SELECT 1 AS id");
        var settings = server.settings(database, "modest", null);
        Manifest manifest = parts.manifest("postgresql", source.database(settings), source.backUp(settings, parts, context));

        assertThat(source.preflight(settings, manifest, target(database, Mode.SWAP))).noneMatch(check -> check.status() == Check.Status.RED);
        run(source.restoreSteps(settings, manifest, target(database, Mode.SWAP), parts), new ConcurrentHashMap<>());
        assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo("1");
    }

    @Test
    void rights_that_are_wanting_are_listed_as_statements() throws Exception {
        server.run("postgres", "CREATE ROLE poor LOGIN");
        String database = quotes();
        Manifest manifest = backUp(database);

        assertThat(source.preflight(server.settings(database, "poor", null), manifest, target(database, Mode.SWAP)))
                .filteredOn(check -> check.name().equals("rights")).singleElement().satisfies(check -> {
                    assertThat(check.status()).isEqualTo(Check.Status.RED);
                    assertThat(check.fix()).contains("ALTER ROLE \"poor\" CREATEDB", "GRANT pg_signal_backend TO \"poor\"");
                });
    }

    @Test
    void roles_that_are_missing_and_may_not_be_created_are_red() throws Exception {
        server.run("postgres", "CREATE ROLE no_creator LOGIN CREATEDB", "GRANT pg_signal_backend, pg_read_all_data TO no_creator",
                "CREATE ROLE soon_gone");
        String database = server.create("OWNER no_creator", "CREATE TABLE quote AS SELECT 1 AS id", "ALTER TABLE quote OWNER TO soon_gone");
        Manifest manifest = backUp(database);
        server.run(database, "DROP TABLE quote", "DROP ROLE soon_gone");

        assertThat(source.preflight(server.settings(database, "no_creator", null), manifest, target(database, Mode.SWAP)))
                .filteredOn(check -> check.name().equals("roles")).singleElement().satisfies(check -> {
                    assertThat(check.status()).isEqualTo(Check.Status.RED);
                    assertThat(check.message()).isEqualTo("Missing roles, and no_creator may not create any: soon_gone");
                    assertThat(check.fix()).contains("CREATE ROLE \"soon_gone\"");
                });
    }

    @Test
    void a_clone_of_a_chosen_name_spares_what_somebody_made_meanwhile() throws Exception {
        String database = quotes();
        Manifest manifest = backUp(database);
        var facts = new ConcurrentHashMap<String, String>();
        List<Step> steps = steps(manifest, "looked_at", Mode.CLONE);
        facts.put("clone", "looked_at"); // we died before it was made
        server.createNamed("looked_at", "", "CREATE TABLE theirs AS SELECT 1 AS id");

        assertThatThrownBy(() -> steps.get(1).run(new RecordingContext(facts))).hasMessageContaining("it is there already and not ours");
        steps.get(1).undo(new RecordingContext(facts));

        assertThat(server.ask("looked_at", "SELECT count(*) FROM theirs")).isEqualTo("1");
    }

    private String version() throws Exception {
        return "pg (PostgreSQL) " + new Clients(children, Clients::usualFolders).newest().version();
    }

    private String quotes() throws Exception {
        return server.create("", "CREATE TABLE quote (id int PRIMARY KEY, text text)",
                "INSERT INTO quote SELECT i, 'quote ' || i FROM generate_series(1, 1000) i");
    }

    private Manifest backUp(String database) throws Exception {
        var settings = server.settings(database);
        return parts.manifest("postgresql", source.database(settings), source.backUp(settings, parts, context));
    }

    private List<Check> preflight(Manifest manifest, String database) {
        return source.preflight(server.settings(manifest.database().namespace()), manifest, target(database, Mode.SWAP));
    }

    private List<Step> steps(Manifest manifest, String database, Mode mode) {
        return source.restoreSteps(server.settings(manifest.database().namespace()), manifest, target(database, mode), parts);
    }

    private static RestoreTarget target(String database, Mode mode) {
        return new RestoreTarget(mode, database, "restore-1", AT);
    }

    private String databasesLike(String pattern) throws Exception {
        return server.ask("postgres", "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname LIKE "
                + Sql.literal(pattern.replace("_", "\\_")));
    }

    private void run(List<Step> steps, Map<String, String> facts) throws Exception {
        var running = new RecordingContext(facts);
        for (Step step : steps) {
            assertThat(step.run(running)).as(step.name()).isEqualTo(StepResult.DONE);
        }
        context.log.addAll(running.log);
    }
}
