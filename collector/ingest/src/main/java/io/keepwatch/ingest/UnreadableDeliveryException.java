package io.keepwatch.ingest;

/// Ends the reading of a request; the answer says why.
public final class UnreadableDeliveryException extends Exception {

    private final IngestResult answer;

    public UnreadableDeliveryException(IngestResult answer) {
        super(answer.toString());
        this.answer = answer;
    }

    /// The request is malformed.
    ///
    /// @param reason what was expected and where, in words for the sender
    public UnreadableDeliveryException(String reason) {
        this(new IngestResult.Invalid(reason));
    }

    public IngestResult answer() {
        return answer;
    }
}
