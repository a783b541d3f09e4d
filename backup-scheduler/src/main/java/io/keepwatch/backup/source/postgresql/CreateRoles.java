package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import java.util.List;

/// Creates the roles that the archive names and the server lacks: without login, for a person to look at.
record CreateRoles(Restoration restore) implements Step {

    private static final String CREATED = "created-role-";

    @Override
    public String name() {
        return "roles";
    }

    @Override
    public String description() {
        return "Create roles that are missing on " + restore.settings().address() + ", without login";
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        return restore.onServer("Cannot create the roles that are missing", databases -> {
            List<String> missing = restore.missingRoles(databases.session());
            for (String role : missing) {
                context.remember(CREATED + restore.roles().indexOf(role), role);
                databases.session().execute("CREATE ROLE " + Sql.name(role) + " NOLOGIN");
                if (!databases.session().holds("pg_has_role(?, 'USAGE')", role)) {
                    databases.session().execute("GRANT " + Sql.name(role) + " TO CURRENT_USER");
                }
                context.log("Created role " + role + " without login; globals.sql of the backup tells how it was");
            }
            return StepResult.DONE;
        });
    }

    @Override
    public void undo(StepContext context) throws Exception {
        List<String> roles = restore.roles();
        for (int i = 0; i < roles.size(); i++) {
            var created = context.remembered(CREATED + i);
            if (created.isPresent()) {
                restore.onServer("Cannot drop role " + created.get() + ", which this restore created", databases -> {
                    databases.session().execute("DROP ROLE IF EXISTS " + Sql.name(created.get()));
                    return true;
                });
            }
        }
    }
}
