package io.keepwatch.promql;

/// A query that cannot be read, with the place where it goes wrong.
public final class PromQlSyntaxException extends PromQlException {

    private final String problem;
    private final Position position;

    public PromQlSyntaxException(String problem, Position position, String query) {
        super(Kind.BAD_DATA, position.lineAndColumn(query) + ": parse error: " + problem);
        this.problem = problem;
        this.position = position;
    }

    /// The message without its place.
    public String problem() {
        return problem;
    }

    public Position position() {
        return position;
    }
}
