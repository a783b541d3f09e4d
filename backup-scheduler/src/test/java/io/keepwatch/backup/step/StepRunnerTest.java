package io.keepwatch.backup.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Runs.LogLine;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.time.SettableClock;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class StepRunnerTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final StepRunner.Timing QUICK = new StepRunner.Timing(NEVER, Duration.ofMillis(20), Duration.ofMillis(20));

    private final TestDatabase database;
    private final RunJournal journal;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T02:00:00Z"));
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider tracing = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
    private final List<StepRunner> runners = new ArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private boolean goesOn = true;
    private Set<String> pointsOfNoReturn = Set.of();
    private int ids;

    StepRunnerTest(TestDatabase.Maker maker) {
        database = maker.open();
        journal = new RunJournal(database.jdbc());
    }

    @AfterEach
    void close() {
        runners.forEach(StepRunner::close);
        tracing.close();
        database.close();
    }

    @Test
    void runs_the_steps_in_order_and_writes_down_how_far_they_are() throws Exception {
        var runner = runner("here", step("first", context -> {
            context.progress(5, 10L, "half");
            context.log("looked around");
            context.remember("found", "it");
            return StepResult.DONE;
        }), step("second", context -> {
            done.add(context.remembered("found").orElseThrow());
            return StepResult.DONE;
        }));

        Run run = ended(start(runner, null));

        assertThat(run.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(run.steps()).extracting(step -> step.name() + " " + step.phase()).containsExactly("first COMPLETED", "second COMPLETED");
        assertThat(run.steps().getFirst().bytes()).isEqualTo(5);
        assertThat(run.steps().getFirst().totalBytes()).isEqualTo(10);
        assertThat(run.steps().getFirst().detail()).isEqualTo("half");
        assertThat(run.owner()).isNull();
        assertThat(done).containsExactly("it");
        assertThat(journal.log(run.id())).extracting(LogLine::step, LogLine::text).containsExactly(tuple("first", "looked around"));
    }

    @Test
    void has_one_trace_with_a_span_per_step() throws Exception {
        Run run = ended(start(runner("here", ok("first"), ok("second")), null));

        await().until(() -> spans.getFinishedSpanItems().size() == 3);
        assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("first", "second", "backup quotes");
        assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getTraceId).containsOnly(run.traceId());
    }

    @Test
    void clears_away_in_reverse_when_a_step_fails_and_says_why_and_what_to_do() throws Exception {
        Run run = ended(start(runner("here", ok("first"), step("second", _ -> {
            throw new StepException("Cannot do it: no disk", "Free some");
        }), ok("third")), null));

        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(run.problem()).isEqualTo(new Run.Problem("Cannot do it: no disk", "Free some"));
        assertThat(run.steps()).extracting(step -> step.phase()).containsExactly(Phase.COMPLETED, Phase.FAILED, Phase.PENDING);
        assertThat(done).containsExactly("first", "undo second", "undo first");
    }

    @Test
    void names_what_it_cannot_clear_away_and_clears_away_the_rest() throws Exception {
        var runner = runner("here", ok("first"), new TestStep("second", _ -> new StepResult.Failed("no", "hint"), _ -> {
            throw new StepException("Cannot delete the clone", "Delete it by hand");
        }));

        Run run = ended(start(runner, null));

        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(done).containsExactly("first", "undo first");
        assertThat(journal.log(run.id())).extracting(LogLine::text).anyMatch(line -> line.contains("Cannot delete the clone; Delete it by hand"));
    }

    @Test
    void waits_until_the_instant_and_runs_the_step_again() throws Exception {
        Instant later = clock.instant().plusSeconds(3600);
        var runner = runner("here", step("thaw", _ -> {
            done.add("asked");
            return clock.instant().isBefore(later) ? new StepResult.WaitUntil(later, "it thaws") : StepResult.DONE;
        }));

        String id = start(runner, null);
        await().until(() -> journal.find(id).orElseThrow().phase() == Phase.WAITING);
        assertThat(journal.find(id).orElseThrow().waitReason()).isEqualTo("it thaws");
        assertThat(journal.find(id).orElseThrow().waitUntil()).isEqualTo(later);
        clock.pass(Duration.ofHours(1));

        assertThat(ended(id).phase()).isEqualTo(Phase.COMPLETED);
        assertThat(done).containsExactly("asked", "asked");
    }

    @Test
    void is_cancelled_from_another_process_interrupts_the_step_and_clears_away() throws Exception {
        var started = new CountDownLatch(1);
        var runner = runner("here", ok("first"), step("second", context -> {
            started.countDown();
            new CountDownLatch(1).await();
            return StepResult.DONE;
        }));
        var other = runnerNotOpened("there", ok("first"), ok("second"));
        String id = start(runner, null);
        started.await();

        assertThat(other.cancel(id, "anna")).isTrue();

        Run run = ended(id);
        assertThat(run.phase()).isEqualTo(Phase.CANCELLED);
        assertThat(done).containsExactly("first", "undo second", "undo first");
        assertThat(journal.log(id)).extracting(LogLine::text).contains("Cancelled by anna");
        assertThat(other.cancel(id, "anna")).isFalse();
    }

    @Test
    void does_not_harm_the_database_when_a_step_is_cancelled_that_writes_to_it_all_the_time() throws Exception {
        for (int i = 0; i < 10; i++) {
            var started = new CountDownLatch(1);
            var runner = runner("here" + i, step("busy", context -> {
                while (true) {
                    context.remember("key", "value");
                    context.progress(1, null, null);
                    started.countDown();
                    context.checkCancelled();
                }
            }));
            String id = start(runner, null);
            started.await();
            runner.cancel(id, "anna");
            assertThat(ended(id).phase()).isEqualTo(Phase.CANCELLED);
            runner.close();
        }
    }

    @Test
    void is_not_cancelled_any_more_after_the_point_of_no_return() throws Exception {
        pointsOfNoReturn = Set.of("swap");
        var swapping = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var runner = runner("here", step("swap", _ -> {
            swapping.countDown();
            go.await();
            return StepResult.DONE;
        }));
        String id = start(runner, null);
        swapping.await();

        assertThat(runner.cancel(id, "anna")).isFalse();
        go.countDown();

        assertThat(ended(id).phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void goes_on_where_a_lost_process_stopped_and_names_it() throws Exception {
        String id = lost("first", "second");

        runner("heir", ok("first"), ok("second"));

        assertThat(ended(id).phase()).isEqualTo(Phase.COMPLETED);
        assertThat(done).containsExactly("second");
        assertThat(journal.log(id)).extracting(LogLine::text).anyMatch(line -> line.startsWith("Taken over from deceased"));
    }

    @Test
    void begins_again_when_what_was_under_way_cannot_be_continued() throws Exception {
        goesOn = false;
        String id = lost("first", "second");

        runner("heir", ok("first"), ok("second"));

        assertThat(ended(id).phase()).isEqualTo(Phase.COMPLETED);
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void lets_a_process_that_was_taken_over_write_no_more() throws Exception {
        var started = new CountDownLatch(1);
        var wakeUp = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        var sleeper = runner("sleeper", step("only", context -> {
            started.countDown();
            wakeUp.await();
            try {
                context.remember("who", "sleeper");
            } finally {
                refused.countDown();
            }
            return StepResult.DONE;
        }));
        String id = start(sleeper, null);
        started.await();
        runOut(id);
        runner("heir", step("only", context -> {
            context.remember("who", "heir");
            return StepResult.DONE;
        }));
        assertThat(ended(id).phase()).isEqualTo(Phase.COMPLETED);

        wakeUp.countDown();
        refused.await();

        assertThat(journal.fact(id, "who")).contains("heir");
        assertThat(done).isEmpty();
    }

    @Test
    void hands_back_when_it_is_closed_and_goes_on_at_the_next_start() throws Exception {
        var started = new CountDownLatch(1);
        var runner = runner("here", ok("first"), step("second", _ -> {
            started.countDown();
            new CountDownLatch(1).await();
            return StepResult.DONE;
        }));
        String id = start(runner, null);
        started.await();
        runner.close();
        assertThat(journal.find(id).orElseThrow().owner()).isNull();

        runner("here again", ok("first"), ok("second"));

        assertThat(ended(id).phase()).isEqualTo(Phase.COMPLETED);
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void clears_away_after_a_process_that_died_while_it_did() throws Exception {
        String id = lost("first", "second");
        database.jdbc().sql("update backup_run set error_message = 'broken', error_hint = 'mend it' where id = :id").param("id", id).update();

        runner("heir", ok("first"), ok("second"));

        assertThat(ended(id).phase()).isEqualTo(Phase.FAILED);
        assertThat(done).containsExactly("undo second", "undo first");
    }

    @Test
    void refuses_a_second_run_of_what_excludes_it_and_queues_one() throws Exception {
        var go = new CountDownLatch(1);
        var runner = runner("here", step("only", _ -> {
            go.await();
            return StepResult.DONE;
        }));
        String first = start(runner, null);

        assertThatThrownBy(() -> start(runner, null)).isInstanceOf(BusyException.class).hasMessageContaining(first);
        String second = runner.queue(wanted("slot 2")).orElseThrow();
        String third = runner.queue(wanted("slot 3")).orElseThrow();
        assertThat(journal.find(third).orElseThrow().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(journal.find(second).orElseThrow().phase()).isEqualTo(Phase.PENDING);
        go.countDown();

        assertThat(ended(first).phase()).isEqualTo(Phase.COMPLETED);
        assertThat(ended(second).phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void gives_a_slot_one_run_ever() throws Exception {
        var runner = runner("here", ok("only"));
        ended(runner.queue(wanted("slot 1")).orElseThrow());

        assertThat(runner.queue(wanted("slot 1"))).isEmpty();
    }

    /// A run whose first step is completed, whose second is under way, and whose process is gone.
    private String lost(String first, String second) throws Exception {
        var dead = runnerNotOpened("deceased", ok(first), ok(second));
        String id = start(dead, null);
        database.jdbc().sql("update backup_run set phase = 'RUNNING', owner = 'deceased' where id = :id").param("id", id).update();
        database.jdbc().sql("update backup_run_step set phase = 'COMPLETED' where run_id = :id and position = 0").param("id", id).update();
        database.jdbc().sql("update backup_run_step set phase = 'RUNNING' where run_id = :id and position = 1").param("id", id).update();
        return id;
    }

    private void runOut(String id) {
        database.jdbc().sql("update lease set until = current_timestamp - interval '1' second where name = :name")
                .param("name", "backup-run/" + id).update();
    }

    private String start(StepRunner runner, @Nullable String slot) throws Exception {
        return runner.start(wanted(slot)).orElseThrow();
    }

    private NewRun wanted(@Nullable String slot) {
        return new NewRun("run-" + ids++, Run.Kind.BACKUP, "quotes", slot, "anna", "backup/quotes", null, "{}");
    }

    private Run ended(String id) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> journal.find(id).orElseThrow(), run -> run.phase().isEnd());
    }

    private StepRunner runner(String owner, Step... steps) {
        StepRunner runner = runnerNotOpened(owner, steps);
        runner.open();
        return runner;
    }

    private StepRunner runnerNotOpened(String owner, Step... steps) {
        var leases = new Leases(database.jdbc(), database.transactions(), owner);
        var runner = new StepRunner(database.jdbc(), database.transactions(), leases, clock, tracing.get("test"),
                List.of(new TestWork(List.of(steps), goesOn, pointsOfNoReturn)), QUICK);
        runners.add(runner);
        return runner;
    }

    private Step ok(String name) {
        return step(name, _ -> {
            done.add(name);
            return StepResult.DONE;
        });
    }

    private Step step(String name, Action action) {
        return new TestStep(name, action, _ -> done.add("undo " + name));
    }

    private interface Action {
        StepResult run(StepContext context) throws Exception;
    }

    private interface Undo {
        void run(StepContext context) throws Exception;
    }

    private record TestStep(String name, Action action, Undo undo) implements Step {
        @Override
        public String description() {
            return "Do " + name;
        }

        @Override
        public StepResult run(StepContext context) throws Exception {
            return action.run(context);
        }

        @Override
        public void undo(StepContext context) throws Exception {
            undo.run(context);
        }
    }

    private record TestWork(List<Step> steps, boolean goesOn, Set<String> pointsOfNoReturn) implements RunWork {
        @Override
        public Run.Kind kind() {
            return Run.Kind.BACKUP;
        }

        @Override
        public List<Step> steps(Run run, String request) {
            return steps;
        }
    }
}
