package io.keepwatch.quotes.api;

/// What a handler answers: a status and something that becomes JSON.
record Answer(int status, Object body) {

    static Answer ok(Object body) {
        return new Answer(200, body);
    }

    /// RFC 9457.
    static Answer problem(int status, String detail) {
        return new Answer(status, new Problem("about:blank", title(status), status, detail));
    }

    record Problem(String type, String title, int status, String detail) {}

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
