package io.keepwatch.alerting.digest;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.utc;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which days are done.
final class DigestStore {

    private final JdbcClient jdbc;

    DigestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum State {
        /// The recipient is new, and the time of the day was over.
        BEGUN,
        SENT,
        /// There was nothing to report.
        CALM,
        /// The server does not take it; what it would have said is in the next one.
        REJECTED
    }

    /// @param until what happened before was reported
    record Done(LocalDate day, Instant until, State state) {}

    Optional<Done> last(String recipient) {
        return jdbc.sql("select day_local, covered_until, state from digest where recipient = :recipient order by day_local desc fetch first 1 row only")
                .param("recipient", recipient)
                .query((row, _) -> new Done(row.getObject("day_local", LocalDate.class), instant(row, "covered_until"), State.valueOf(row.getString("state"))))
                .optional();
    }

    void save(String recipient, Done done, String outcome, Instant now) {
        jdbc.sql("insert into digest (recipient, day_local, covered_until, state, outcome, written_at) values (:recipient, :day, :until, :state, :outcome, :now)")
                .param("recipient", recipient).param("day", done.day()).param("until", utc(done.until())).param("state", done.state().name())
                .param("outcome", outcome).param("now", utc(now)).update();
    }

    /// All but the last one of each recipient may go after a while.
    void forgetBefore(LocalDate day) {
        jdbc.sql("delete from digest where day_local < :day and day_local < (select max(other.day_local) from digest other"
                + " where other.recipient = digest.recipient)").param("day", day).update();
    }
}
