package io.keepwatch.promql.syntax;

/// The four types of PromQL, in the documentation's words.
public enum ValueType {
    SCALAR("scalar", "scalar"), STRING("string", "string"), INSTANT_VECTOR("instant vector", "vector"), RANGE_VECTOR("range vector", "matrix");

    private final String documented;
    private final String apiName;

    ValueType(String documented, String apiName) {
        this.documented = documented;
        this.apiName = apiName;
    }

    public String documented() {
        return documented;
    }

    /// As in `resultType` of the HTTP API.
    public String apiName() {
        return apiName;
    }
}
