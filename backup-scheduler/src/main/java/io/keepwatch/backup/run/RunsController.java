package io.keepwatch.backup.run;

import io.keepwatch.access.Actor;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Runs;
import io.keepwatch.problem.ProblemException;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Runs over HTTP.
@RestController
@ConditionalOnRole(ProcessRole.CONTROL)
@RequestMapping("/api/backup")
class RunsController {

    private static final int LARGEST_PAGE = 1_000;

    record Started(String runId) {}

    record StepView(
            String name, String description, Phase phase, @Nullable Instant startedAt, @Nullable Instant completedAt, long bytes,
            @Nullable Long totalBytes, @Nullable String detail) {}

    record RunView(
            String id, Run.Kind kind, @Nullable String plan, @Nullable String slot, String requestedBy, @Nullable String owner, Phase phase,
            Instant createdAt, @Nullable Instant startedAt, @Nullable Instant completedAt, @Nullable Instant waitUntil,
            @Nullable String waitReason, List<StepView> steps, @Nullable String backupId, Run.@Nullable Problem error,
            @Nullable String traceId) {

        static RunView of(Run run) {
            return new RunView(run.id(), run.kind(), run.plan(), run.slot(), run.requestedBy(), run.owner(), run.phase(), run.createdAt(),
                    run.startedAt(), run.completedAt(), run.waitUntil(), run.waitReason(),
                    run.steps().stream().map(step -> new StepView(step.name(), step.description(), step.phase(), step.startedAt(),
                            step.completedAt(), step.bytes(), step.totalBytes(), step.detail())).toList(),
                    run.backupId(), run.problem(), run.traceId());
        }
    }

    private final Runs runs;

    RunsController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/plans/{plan}/run")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Started start(@PathVariable String plan, Actor actor) {
        return new Started(runs.start(plan, actor));
    }

    @GetMapping("/runs")
    List<RunView> recent(@RequestParam(required = false) @Nullable String plan, @RequestParam(defaultValue = "100") int limit) {
        return runs.recent(plan, Math.clamp(limit, 1, LARGEST_PAGE)).stream().map(RunView::of).toList();
    }

    @GetMapping("/runs/{runId}")
    RunView run(@PathVariable String runId) {
        return RunView.of(existing(runId));
    }

    @GetMapping("/runs/{runId}/log")
    List<Runs.LogLine> log(@PathVariable String runId) {
        return runs.log(existing(runId).id());
    }

    @PostMapping("/runs/{runId}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void cancel(@PathVariable String runId, Actor actor) {
        runs.cancel(runId, actor);
    }

    private Run existing(String id) {
        return runs.find(id).orElseThrow(() -> ProblemException.notFound("There is no run " + id, null));
    }
}
