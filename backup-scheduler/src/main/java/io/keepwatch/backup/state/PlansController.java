package io.keepwatch.backup.state;

import io.keepwatch.access.Actor;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Targets;
import io.keepwatch.problem.ProblemException;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Plans and targets over HTTP.
@RestController
@ConditionalOnRole(ProcessRole.CONTROL)
@RequestMapping("/api/backup")
class PlansController {

    /// @param rpoSeconds what would be lost if the database were lost now; null when there is no good backup
    record PlanView(
            String name,
            String sourceType,
            ProtectedDatabase database,
            String schedule,
            String timeZone,
            List<String> targets,
            List<Instant> nextRuns,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastVerifiedAt,
            @Nullable Long rpoSeconds,
            long expectedIntervalSeconds,
            PlanStatus.State state,
            String stateReason,
            @Nullable String lastBackupId,
            @Nullable String lastRunId,
            @Nullable String activeRunId,
            List<String> warnings,
            String yaml) {

        static PlanView of(PlanStatus plan, Instant now) {
            Instant success = plan.lastSuccess().map(Backup::startedAt).orElse(null);
            return new PlanView(plan.name(), plan.sourceType(), plan.database(), plan.schedule(), plan.timeZone().getId(), plan.targets(),
                    plan.nextRuns(), success, plan.lastVerifiedAt(), success == null ? null : Duration.between(success, now).toSeconds(),
                    plan.expectedEvery().toSeconds(), plan.state(), plan.stateReason(), plan.lastSuccess().map(Backup::id).orElse(null),
                    plan.lastRun().map(Run::id).orElse(null), plan.activeRun().map(Run::id).orElse(null), plan.warnings(), plan.yaml());
        }
    }

    record Tested(List<Check> checks) {}

    private final Plans plans;
    private final Targets targets;
    private final Clock clock;

    PlansController(Plans plans, Targets targets, Clock clock) {
        this.plans = plans;
        this.targets = targets;
        this.clock = clock;
    }

    @GetMapping("/plans")
    List<PlanView> plans() {
        Instant now = clock.instant();
        return plans.all().stream().map(plan -> PlanView.of(plan, now)).toList();
    }

    @GetMapping("/plans/{plan}")
    PlanView plan(@PathVariable String plan) {
        return plans.find(plan).map(found -> PlanView.of(found, clock.instant())).orElseThrow(() -> ProblemException.notFound(
                "There is no plan " + plan, "The plans stand under keepwatch.backup.plans in keepwatch.yaml"));
    }

    @GetMapping("/targets")
    List<Targets.TargetStatus> targets() {
        return targets.all();
    }

    @PostMapping("/targets/{target}/test")
    Tested test(@PathVariable String target, Actor actor) {
        return new Tested(targets.test(target, actor));
    }
}
