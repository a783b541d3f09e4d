package io.keepwatch.backup.restore;

import io.keepwatch.access.Actor;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestorePlan;
import io.keepwatch.backup.RestoreRequest;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Restores;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.RunStep;
import io.keepwatch.problem.ProblemException;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Restores over HTTP.
@RestController
@ConditionalOnRole(ProcessRole.CONTROL)
@RequestMapping("/api/backup/restores")
class RestoresController {

    /// @param mode `clone` or `swap`
    record RequestBodyView(
            @Nullable String backupId, @Nullable String mode, @Nullable String server, @Nullable String database, @Nullable String confirm,
            @Nullable String reason, @Nullable String planHash) {

        RestoreRequest request() {
            if (backupId == null || backupId.isBlank()) {
                throw ProblemException.badRequest("The field backupId is missing", "GET /api/backup/backups lists them");
            }
            Mode wanted = switch (mode == null ? "" : mode.toLowerCase(Locale.ROOT)) {
                case "clone" -> Mode.CLONE;
                case "swap" -> Mode.SWAP;
                case "in-place", "part" -> throw new ProblemException(
                        HttpStatus.UNPROCESSABLE_CONTENT, "The mode " + mode + " is not built", "Use clone or swap");
                default -> throw ProblemException.badRequest("There is no mode " + mode, "Use clone or swap");
            };
            return new RestoreRequest(backupId, wanted, server, database, confirm, reason, planHash);
        }
    }

    record Started(String restoreId) {}

    record RestoreView(
            String id, String backupId, String mode, @Nullable String server, @Nullable String reason, String requestedBy, Phase phase,
            Instant createdAt, @Nullable Instant startedAt, @Nullable Instant completedAt, List<RunStep> steps, @Nullable String database,
            @Nullable Instant undoUntil, boolean undone, boolean live, Run.@Nullable Problem error, @Nullable String traceId) {

        static RestoreView of(Restore restore) {
            Run run = restore.run();
            RestoreRequest request = restore.request();
            return new RestoreView(run.id(), request.backupId(), request.mode().name().toLowerCase(Locale.ROOT), request.server(),
                    request.reason(), run.requestedBy(), run.phase(), run.createdAt(), run.startedAt(), run.completedAt(), run.steps(),
                    restore.database(), restore.undoUntil(), restore.undone(), restore.live(), run.problem(), run.traceId());
        }
    }

    private final Restores restores;

    RestoresController(Restores restores) {
        this.restores = restores;
    }

    @PostMapping(params = "dryRun=true")
    RestorePlan dryRun(@RequestBody RequestBodyView body) {
        return restores.dryRun(body.request());
    }

    @PostMapping(params = "dryRun!=true")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Started start(@RequestBody RequestBodyView body, Actor actor) {
        return new Started(restores.start(body.request(), actor));
    }

    @GetMapping
    List<RestoreView> all() {
        return restores.all().stream().map(RestoreView::of).toList();
    }

    @GetMapping("/{id}")
    RestoreView restore(@PathVariable String id) {
        return restores.find(id).map(RestoreView::of)
                .orElseThrow(() -> ProblemException.notFound("There is no restore " + id, null));
    }

    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void cancel(@PathVariable String id, Actor actor) {
        restores.cancel(id, actor);
    }

    @PostMapping("/{id}/undo")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void undo(@PathVariable String id, Actor actor) {
        restores.undo(id, actor);
    }
}
