package io.keepwatch.alerting.silencing;

import io.keepwatch.alerting.Silences;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.metadata.TestDatabase;
import java.time.Clock;

/// The silences as they are in production, for the tests of others.
public final class SilencesForTests {

    private SilencesForTests() {}

    public static Silences in(TestDatabase database, Clock clock) {
        return new StoredSilences(database.jdbc(), database.transactions(), new AuditLog(database.jdbc(), database.transactions(), clock), clock);
    }
}
