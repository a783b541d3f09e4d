package io.keepwatch.audit;

/// The first place at which the audit log is not as it was written.
///
/// @param id   position of the record
/// @param what `was changed` or `is missing`
public record AuditBreak(long id, String what) {

    @Override
    public String toString() {
        return "Audit record " + id + " " + what;
    }
}
