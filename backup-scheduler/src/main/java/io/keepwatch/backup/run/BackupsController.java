package io.keepwatch.backup.run;

import io.keepwatch.access.Actor;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.BackupContents;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Verification;
import io.keepwatch.problem.ProblemException;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Backups, retention's preview and the catalog over HTTP.
@RestController
@ConditionalOnRole(ProcessRole.CONTROL)
@RequestMapping("/api/backup")
class BackupsController {

    record Started(String runId) {}

    record VerificationView(Verification.Level level, Verification.State state, @Nullable Instant at, @Nullable String detail) {}

    record BackupView(
            String id, String plan, String database, Instant startedAt, Instant completedAt, long bytes, Set<String> tags,
            VerificationView verification, boolean held, Backup.@Nullable Hold hold, @Nullable Instant deleteAfter, boolean good,
            List<Backup.Copy> copies) {

        static BackupView of(Backup backup) {
            var proof = backup.verification();
            return new BackupView(backup.id(), backup.plan(), backup.database().toString(), backup.startedAt(), backup.completedAt(),
                    backup.bytes(), backup.tags().stream().map(tag -> tag.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet()),
                    new VerificationView(proof.level(), proof.state(), proof.at(), proof.detail()), backup.hold() != null, backup.hold(),
                    backup.deleteAfter(), backup.isGood(), backup.copies());
        }
    }

    record HoldRequest(@Nullable String why) {}

    private final Backups backups;

    BackupsController(Backups backups) {
        this.backups = backups;
    }

    @GetMapping("/backups")
    List<BackupView> list(@RequestParam(required = false) @Nullable String plan) {
        return backups.list(plan).stream().map(BackupView::of).toList();
    }

    @GetMapping("/backups/{id}")
    BackupView backup(@PathVariable String id) {
        return backups.find(id).map(BackupView::of).orElseThrow(() -> ProblemException.notFound("There is no backup " + id, null));
    }

    @GetMapping("/backups/{id}/contents")
    BackupContents contents(@PathVariable String id) {
        return backups.contents(id);
    }

    @PostMapping("/backups/{id}/verify")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Started verify(@PathVariable String id, Actor actor) {
        return new Started(backups.verify(id, actor));
    }

    @PostMapping("/backups/{id}/hold")
    void hold(@PathVariable String id, @RequestBody(required = false) @Nullable HoldRequest request, Actor actor) {
        String why = request == null || request.why() == null || request.why().isBlank() ? "no reason given" : request.why().strip();
        if (why.length() > 1000) {
            throw ProblemException.badRequest("The field why has " + why.length() + " characters", "Use up to 1000");
        }
        backups.hold(id, why, actor);
    }

    @PostMapping("/backups/{id}/release")
    void release(@PathVariable String id, Actor actor) {
        backups.release(id, actor);
    }

    @GetMapping("/retention/preview")
    List<Backups.RetentionVerdict> retentionPreview(@RequestParam String plan) {
        return backups.retentionPreview(plan);
    }

    @PostMapping("/catalog/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Started rebuild(Actor actor) {
        return new Started(backups.rebuild(actor));
    }
}
