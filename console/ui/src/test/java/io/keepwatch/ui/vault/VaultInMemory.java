package io.keepwatch.ui.vault;

import io.keepwatch.access.Actor;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.BackupContents;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestorePlan;
import io.keepwatch.backup.RestorePlan.PlannedStep;
import io.keepwatch.backup.RestoreRequest;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Restores;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.RunStep;
import io.keepwatch.backup.Runs;
import io.keepwatch.backup.Targets;
import io.keepwatch.backup.Verification;
import io.keepwatch.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The face of backup over lists: one plan of the database `quotes`, its points, runs and restores.
public final class VaultInMemory {

    public static final ProtectedDatabase QUOTES = new ProtectedDatabase("postgresql", "127.0.0.1", 5432, "quotes");

    public final List<PlanStatus> plans = new CopyOnWriteArrayList<>();
    public final List<Backup> points = new CopyOnWriteArrayList<>();
    public final List<Run> runs = new CopyOnWriteArrayList<>();
    public final List<Restore> restores = new CopyOnWriteArrayList<>();
    public final List<Check> checks = new CopyOnWriteArrayList<>();
    public final List<String> done = new CopyOnWriteArrayList<>();
    private final Instant now;

    public VaultInMemory(Instant now) {
        this.now = now;
    }

    // --- what stands in it

    public static Verification verified(Verification.Level level, Instant at) {
        return new Verification(level, Verification.State.OK, at, null);
    }

    public Backup point(String id, Duration age, Verification verification, Backup.Tag... tags) {
        Instant start = now.minus(age);
        var point = new Backup(id, "quotes", QUOTES, start, start.plusSeconds(3), 12_400_000, Set.of(tags), verification, null, null,
                List.of(new Backup.Copy("local", "v1/quotes/2026/11/" + id, "STANDARD", Backup.Copy.State.STORED, null),
                        new Backup.Copy("s3-main", "v1/quotes/2026/11/" + id, "STANDARD", Backup.Copy.State.STORED, null)));
        points.add(point);
        return point;
    }

    public PlanStatus plan(PlanStatus.State state, String why, @Nullable Backup newest, String... warnings) {
        var plan = new PlanStatus("quotes", "postgresql", QUOTES, "*/30 * * * *", ZoneId.of("Europe/Paris"), List.of("local", "s3-main"),
                List.of(now.plusSeconds(900), now.plusSeconds(2700), now.plusSeconds(4500)), Optional.ofNullable(newest), runs.stream().findFirst(),
                runs.stream().filter(run -> !run.phase().isEnd()).findFirst(), newest == null ? null : newest.verification().at(),
                Duration.ofMinutes(30), state, why, List.of(warnings), new PlanStatus.Retention(Duration.ofHours(24), 7, 4, 12),
                "keepwatch:\n  backup:\n    plans:\n      quotes: {schedule: \"*/30 * * * *\"}\n");
        plans.clear();
        plans.add(plan);
        return plan;
    }

    public Run run(String id, Run.Kind kind, Phase phase, Run.@Nullable Problem problem, RunStep... steps) {
        var run = new Run(id, kind, "quotes", null, "ann", null, phase, now.minusSeconds(20), now.minusSeconds(19), phase.isEnd() ? now.minusSeconds(5) : null,
                null, null, null, problem, null, List.of(steps));
        runs.addFirst(run);
        return run;
    }

    public RunStep step(String name, Phase phase, long bytes, @Nullable Long total) {
        return new RunStep(name, "Do the " + name, phase, phase == Phase.PENDING ? null : now.minusSeconds(10),
                phase.isEnd() ? now.minusSeconds(6) : null, bytes, total, null);
    }

    public Restore restore(Run run, Mode mode, @Nullable Instant undoUntil, boolean undone, boolean live) {
        var restore = new Restore(run, new RestoreRequest("p1", mode, null, "quotes", null, "INC-214", null), "quotes", undoUntil, undone, live);
        restores.addFirst(restore);
        return restore;
    }

    // --- the face

    public Plans plans() {
        return new Plans() {
            @Override
            public List<PlanStatus> all() {
                return List.copyOf(plans);
            }

            @Override
            public Optional<PlanStatus> find(String name) {
                return plans.stream().filter(plan -> plan.name().equals(name)).findFirst();
            }

            @Override
            public List<String> servers() {
                return List.of("main", "spare");
            }
        };
    }

    public Targets targets() {
        return new Targets() {
            @Override
            public List<TargetStatus> all() {
                return List.of(new TargetStatus("local", "filesystem", "/var/lib/keepwatch/backups", true, null, now),
                        new TargetStatus("s3-main", "s3", "s3://quote-app-backups/db", false, "the bucket refuses: 403", now));
            }

            @Override
            public List<Check> test(String name, Actor actor) {
                done.add("test " + name);
                return List.of(Check.green("write", "an object of 1 kB"), Check.red("delete", "refused with 403", "Allow s3:DeleteObject."));
            }
        };
    }

    public Runs runs() {
        return new Runs() {
            @Override
            public String start(String plan, Actor actor) {
                if (runs.stream().anyMatch(run -> !run.phase().isEnd())) {
                    throw ProblemException.conflict("A run of " + plan + " is on", "Wait for it");
                }
                done.add("start " + plan + " by " + actor.name());
                return "run-new";
            }

            @Override
            public List<Run> recent(@Nullable String plan, int limit) {
                return runs.stream().limit(limit).toList();
            }

            @Override
            public Optional<Run> find(String id) {
                return runs.stream().filter(run -> run.id().equals(id)).findFirst();
            }

            @Override
            public List<LogLine> log(String id) {
                return List.of(new LogLine(now.minusSeconds(9), "dump", "pg_dump: dumping contents of table quotes"),
                        new LogLine(now.minusSeconds(6), "dump", "pg_dump: the last words of " + id));
            }

            @Override
            public void cancel(String id, Actor actor) {
                done.add("cancel " + id);
            }
        };
    }

    public Backups backups() {
        return new Backups() {
            @Override
            public List<Backup> list(@Nullable String plan) {
                return points.stream().sorted(Comparator.comparing(Backup::startedAt).reversed()).toList();
            }

            @Override
            public Optional<Backup> find(String id) {
                return points.stream().filter(point -> point.id().equals(id)).findFirst();
            }

            @Override
            public BackupContents contents(String id) {
                return new BackupContents(now, Map.of("server_version", "15.18"), List.of(new BackupContents.Table("public.quotes", 1_204_882, "ab12")),
                        List.of("quotes"), Map.of("pgcrypto", "1.3"), List.of(new BackupContents.Part("database.dump", 2_000, 1_000, "cafe")), List.of());
            }

            @Override
            public String verify(String id, Actor actor) {
                done.add("verify " + id);
                return "run-verify";
            }

            @Override
            public void hold(String id, String why, Actor actor) {
                done.add("hold " + id + ": " + why);
            }

            @Override
            public void release(String id, Actor actor) {
                done.add("release " + id);
            }

            @Override
            public String rebuild(Actor actor) {
                return "run-rebuild";
            }

            @Override
            public List<RetentionVerdict> retentionPreview(String plan) {
                return points.stream().map(point -> new RetentionVerdict(point.id(), !point.id().equals("old"),
                        point.id().equals("old") ? "no rung of the ladder wants it" : "younger than 24 h")).toList();
            }
        };
    }

    private static String where(RestoreRequest request) {
        return request.server() == null ? "" : " on " + request.server();
    }

    public Restores restores() {
        return new Restores() {
            @Override
            public RestorePlan dryRun(RestoreRequest request) {
                done.add("look " + request.mode() + " " + request.database() + where(request));
                return new RestorePlan("hash-1", List.copyOf(checks), request.mode() == Mode.CLONE
                        ? List.of(new PlannedStep("clone", "Restore into " + request.database()), new PlannedStep("verify", "Compare 6 tables"))
                        : List.of(new PlannedStep("clone", "Restore into quotes_kw"), new PlannedStep("verify", "Compare 6 tables"),
                                new PlannedStep("swap", "Rename both databases"), new PlannedStep("analyze", "Gather statistics")));
            }

            @Override
            public String start(RestoreRequest request, Actor actor) {
                if (!"hash-1".equals(request.planHash())) {
                    throw ProblemException.conflict("The plan has changed", "Look again");
                }
                done.add("restore " + request.mode() + " " + request.confirm() + where(request) + " because " + request.reason());
                restore(run("r-new", Run.Kind.RESTORE, Phase.PENDING, null), request.mode(), null, false, false);
                return "r-new";
            }

            @Override
            public List<Restore> all() {
                return List.copyOf(restores);
            }

            @Override
            public Optional<Restore> find(String id) {
                return restores.stream().filter(restore -> restore.run().id().equals(id)).findFirst();
            }

            @Override
            public void cancel(String id, Actor actor) {
                done.add("cancel " + id);
            }

            @Override
            public void undo(String id, Actor actor) {
                done.add("undo " + id);
            }
        };
    }
}
