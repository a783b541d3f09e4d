package io.keepwatch.prometheus;

/// A request that Prometheus' API refuses as `bad_data`.
final class InvalidParameterException extends RuntimeException {

    InvalidParameterException(String message) {
        super(message);
    }

    InvalidParameterException(String parameter, String problem) {
        super("invalid parameter \"" + parameter + "\": " + problem);
    }
}
