package io.keepwatch.backup.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// What every kind of source keeps to. A test of an adapter extends it.
public abstract class BackupSourceContract<S extends SourceSettings> {

    private static final Instant STARTED = Instant.parse("2026-11-21T02:00:00Z");

    private final RecordingContext context = new RecordingContext();

    protected abstract BackupSource<S> source();

    /// A source that is there and has something in it.
    protected abstract S settings() throws Exception;

    /// A source that is not there.
    protected abstract S missing();

    /// All that [#settings] holds under a name, in a form that can be compared.
    protected abstract String content(String database) throws Exception;

    /// Changes what [#settings] holds.
    protected abstract void damage(String database) throws Exception;

    @Test
    void has_a_type_a_record_and_a_name_for_what_it_backs_up() throws Exception {
        assertThat(source().type()).matches("[a-z][a-z0-9-]*");
        assertThat(source().settingsType()).isRecord();
        assertThat(source().database(settings()).namespace()).isNotBlank();
    }

    @Test
    void checks_tell_whether_it_can_be_backed_up() throws Exception {
        assertThat(source().check(settings())).isNotEmpty().noneMatch(check -> check.status() == Check.Status.RED);
        assertThat(source().check(missing())).anySatisfy(check -> {
            assertThat(check.status()).isEqualTo(Check.Status.RED);
            assertThat(check.fix()).isNotBlank();
        });
    }

    @Test
    void a_source_that_is_missing_is_told_with_a_hint() {
        assertThatThrownBy(() -> source().backUp(missing(), new MemoryParts(), context))
                .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.hint()).isNotBlank());
    }

    @Test
    void every_part_is_read_to_its_end_and_a_part_that_is_cut_off_is_refused() throws Exception {
        var parts = new MemoryParts();
        source().backUp(settings(), parts, context);

        assertThat(parts.names()).isNotEmpty();
        for (String part : parts.names()) {
            byte[] bytes = parts.bytes(part);
            source().readToEnd(part, new ByteArrayInputStream(bytes), context);
            for (int length : List.of(0, bytes.length / 2, bytes.length * 9 / 10)) {
                assertThatThrownBy(() -> source().readToEnd(part, new ByteArrayInputStream(Arrays.copyOf(bytes, length)), context))
                        .as("%s cut to %s bytes", part, length)
                        .isInstanceOf(SourceException.class);
            }
        }
    }

    @Test
    void a_sink_that_fails_fails_the_backup_with_its_own_exception() {
        PartSink full = _ -> new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the target is full");
            }
        };

        assertThatThrownBy(() -> source().backUp(settings(), full, context)).isInstanceOf(IOException.class).hasMessage("the target is full");
    }

    @Test
    void a_cancelled_backup_ends_as_interrupted() {
        context.cancelled = true;

        assertThatThrownBy(() -> source().backUp(settings(), new MemoryParts(), context)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void restores_in_repeatable_steps_swaps_and_takes_it_back() throws Exception {
        S settings = settings();
        String database = source().database(settings).namespace();
        var parts = new MemoryParts();
        Manifest manifest = manifest(settings, source().backUp(settings, parts, context), parts);
        String before = content(database);
        damage(database);
        String damaged = content(database);
        var target = new RestoreTarget(Mode.SWAP, database, "restore-1", STARTED);

        assertThat(source().preflight(settings, manifest, target)).isNotEmpty().noneMatch(check -> check.status() == Check.Status.RED);
        List<Step> steps = source().restoreSteps(settings, manifest, target, parts);
        assertThat(steps).extracting(Step::name).doesNotHaveDuplicates();
        assertThat(steps).allSatisfy(step -> assertThat(step.description()).isNotBlank());
        Map<String, String> facts = new ConcurrentHashMap<>();
        runEachTwice(steps, facts);
        assertThat(content(database)).isEqualTo(before).isNotEqualTo(damaged);

        runEachTwice(source().undoSteps(settings, target), new ConcurrentHashMap<>());
        assertThat(content(database)).isEqualTo(damaged);

        runEachTwice(source().cleanUpSteps(settings, target), new ConcurrentHashMap<>());
        assertThat(content(database)).isEqualTo(damaged);
    }

    @Test
    void a_restore_that_is_cancelled_at_any_step_leaves_all_as_it_was() throws Exception {
        S settings = settings();
        String database = source().database(settings).namespace();
        var parts = new MemoryParts();
        Manifest manifest = manifest(settings, source().backUp(settings, parts, context), parts);
        damage(database);
        String damaged = content(database);
        var target = new RestoreTarget(Mode.SWAP, database, "restore-2", STARTED.plusSeconds(60));
        int count = source().restoreSteps(settings, manifest, target, parts).size();

        for (int done = 0; done <= count; done++) {
            var facts = new ConcurrentHashMap<String, String>();
            List<Step> steps = source().restoreSteps(settings, manifest, target, parts);
            for (Step step : steps.subList(0, done)) {
                assertThat(step.run(new RecordingContext(facts))).isEqualTo(StepResult.DONE);
            }
            for (int undo = Math.min(done, count - 1); undo >= 0; undo--) {
                steps.get(undo).undo(new RecordingContext(facts));
            }
            assertThat(content(database)).as("cancelled after %s steps", done).isEqualTo(damaged);
        }
    }

    /// What a crash between the step's end and its entry in the journal leads to.
    private static void runEachTwice(List<Step> steps, Map<String, String> facts) throws Exception {
        for (Step step : steps) {
            assertThat(step.run(new RecordingContext(facts))).as(step.name()).isEqualTo(StepResult.DONE);
            assertThat(step.run(new RecordingContext(facts))).as(step.name() + " again").isEqualTo(StepResult.DONE);
        }
    }

    private Manifest manifest(S settings, SourceFacts facts, MemoryParts parts) {
        return parts.manifest(source().type(), source().database(settings), facts);
    }
}
