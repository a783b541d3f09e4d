package io.keepwatch.e2e;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What people ask of `/api/backup`.
record BackupCalls(RunningKeepwatch keepwatch) {

    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED");

    /// @return the run's id
    String backUp(String plan) {
        return json(keepwatch.post("/api/backup/plans/" + plan + "/run", "")).get("runId").asString();
    }

    /// @return the restore's id
    String restore(String backup, String mode, String database) {
        JsonNode plan = json(keepwatch.post("/api/backup/restores?dryRun=true", """
                {"backupId": "%s", "mode": "%s"}""".formatted(backup, mode)));
        return json(keepwatch.post("/api/backup/restores", """
                {"backupId": "%s", "mode": "%s", "confirm": "%s", "planHash": "%s"}"""
                .formatted(backup, mode, database, plan.get("planHash").asString()))).get("restoreId").asString();
    }

    JsonNode run(String id) {
        return get("/api/backup/runs/" + id);
    }

    JsonNode ended(String id, Duration patience) {
        return await("the end of " + id).atMost(patience).until(() -> run(id), run -> ENDED.contains(run.get("phase").asString()));
    }

    /// The name of the database that a restore has made or replaced.
    String restored(String id) {
        return get("/api/backup/restores/" + id).get("database").asString();
    }

    /// The newest first.
    List<JsonNode> runs() {
        return get("/api/backup/runs?limit=1000").valueStream().toList();
    }

    /// The backups that are listed as good, the newest first.
    List<JsonNode> good() {
        return get("/api/backup/backups").valueStream().filter(backup -> backup.get("good").asBoolean()).toList();
    }

    JsonNode get(String path) {
        return json(keepwatch.get(path));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }
}
