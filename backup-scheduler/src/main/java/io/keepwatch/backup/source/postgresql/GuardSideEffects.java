package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import java.sql.SQLException;

/// Puts to sleep what would act on the outside world from a restored database: subscriptions and scheduled jobs.
record GuardSideEffects(Restoration restore) implements Step {

    @Override
    public String name() {
        return "guard";
    }

    @Override
    public String description() {
        return "Disable subscriptions and scheduled jobs of " + restore.names().copy();
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        String clone = restore.names().copy();
        try (Session session = Session.open(restore.settings(), clone)) {
            disableSubscriptions(session, context);
            disableJobs(session, context, "cron", "job", "active");
            disableJobs(session, context, "pgagent", "pga_job", "jobenabled");
            disableJobs(session, context, "_timescaledb_config", "bgw_job", "scheduled");
            return StepResult.DONE;
        } catch (SQLException e) {
            throw Failures.of("Cannot disable the subscriptions and jobs of " + clone, e);
        }
    }

    private static void disableSubscriptions(Session session, StepContext context) throws SQLException {
        var enabled = session.query("""
                SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
                WHERE d.datname = current_database() AND subenabled""", row -> row.getString(1));
        for (String subscription : enabled) {
            session.execute("ALTER SUBSCRIPTION " + Sql.name(subscription) + " DISABLE");
            context.log("Disabled subscription " + subscription);
        }
    }

    /// The tables of the schedulers we know, where they are.
    private static void disableJobs(Session session, StepContext context, String schema, String table, String flag) throws SQLException {
        if (session.holds("EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = ?)",
                Sql.name(schema, table), flag)) {
            long disabled = session.number("WITH off AS (UPDATE " + Sql.name(schema, table) + " SET " + Sql.name(flag) + " = false WHERE "
                    + Sql.name(flag) + " RETURNING 1) SELECT count(*) FROM off");
            if (disabled > 0) {
                context.log("Disabled " + disabled + " jobs in " + schema + "." + table);
            }
        }
    }
}
