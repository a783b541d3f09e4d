package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import java.sql.SQLException;
import java.util.Optional;

/// Makes an empty database beside the live one, with the encoding and the order of letters of the backup's, into which nobody but we
/// and superusers get.
record CreateClone(Restoration restore) implements Step {

    @Override
    public String name() {
        return "create";
    }

    @Override
    public String description() {
        return "Create database " + restore.names().copy() + ", closed to others";
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        String clone = restore.names().copy();
        return restore.onServer("Cannot create database " + clone, databases -> {
            if (context.remembered(Restoration.CLONE).isEmpty()) {
                if (databases.exists(clone)) {
                    throw notOurs(clone);
                }
                context.remember(Restoration.CLONE, clone);
            }
            createAnew(databases, context);
            return StepResult.DONE;
        });
    }

    /// @param databases where a former attempt may have left it
    void createAnew(Databases databases, StepContext context) throws SQLException, SourceException {
        String clone = restore.names().copy();
        if (!dropOurs(databases, context)) {
            throw notOurs(clone);
        }
        databases.session().execute(statement(databases.session()));
        databases.session().execute("REVOKE ALL ON DATABASE " + Sql.name(clone) + " FROM PUBLIC");
        context.remember(Restoration.CLONE_OID, databases.oid(clone).orElseThrow());
        databases.allowConnections(clone, true);
    }

    /// After the swap there is no database of this name any more.
    @Override
    public void undo(StepContext context) throws Exception {
        var clone = context.remembered(Restoration.CLONE);
        if (clone.isPresent()) {
            restore.onServer("Cannot drop database " + clone.get(), databases -> {
                if (!dropOurs(databases, context)) {
                    context.log("Left database " + clone.get() + " alone: it is not the one this restore made");
                }
                return true;
            });
        }
    }

    /// People choose names too: one that came while we were dead and is open is somebody else's. Ours is closed until its number
    /// has been remembered.
    ///
    /// @return whether there is no database of this name any more
    private boolean dropOurs(Databases databases, StepContext context) throws SQLException {
        String clone = restore.names().copy();
        Optional<String> there = databases.oid(clone);
        if (there.isPresent() && !there.equals(context.remembered(Restoration.CLONE_OID)) && databases.allowsConnections(clone)) {
            return false;
        }
        databases.drop(clone);
        return true;
    }

    private static SourceException notOurs(String clone) {
        return new SourceException("Cannot create database " + clone + ": it is there already and not ours",
                "Start the restore again with another name", null);
    }

    private String statement(Session session) throws SQLException {
        var sql = new StringBuilder("CREATE DATABASE " + Sql.name(restore.names().copy()) + " TEMPLATE template0 ALLOW_CONNECTIONS false");
        option(sql, "ENCODING", "server_encoding");
        option(sql, "LC_COLLATE", "lc_collate");
        option(sql, "LC_CTYPE", "lc_ctype");
        String provider = restore.fact("locale_provider").orElse("c");
        if (provider.equals("i")) {
            sql.append(" LOCALE_PROVIDER icu");
            option(sql, "ICU_LOCALE", "icu_locale");
            option(sql, "ICU_RULES", "icu_rules");
        } else if (provider.equals("b")) {
            sql.append(" LOCALE_PROVIDER builtin");
            option(sql, "BUILTIN_LOCALE", "icu_locale");
        }
        var tablespace = restore.fact("tablespace");
        if (tablespace.isPresent() && session.holds("EXISTS (SELECT FROM pg_tablespace WHERE spcname = ?)", tablespace.get())) {
            sql.append(" TABLESPACE ").append(Sql.name(tablespace.get()));
        }
        return sql.toString();
    }

    private void option(StringBuilder sql, String keyword, String fact) {
        restore.fact(fact).ifPresent(value -> sql.append(' ').append(keyword).append(' ').append(Sql.literal(value)));
    }
}
