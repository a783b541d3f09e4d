package io.keepwatch.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/// Builds and writes RFC 9457 problem details. Filters, which stand before Spring MVC, write them by [#write].
public final class Problems {

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /// Whether the request is for one of our own APIs. The two Prometheus APIs have their own form of errors, and pages have pages.
    public static boolean isOurForm(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/api/") && !path.startsWith("/api/v1/") && !path.startsWith("/api/v2/");
    }

    static ProblemDetail problem(HttpStatusCode status, @Nullable String detail, @Nullable String hint, HttpServletRequest request) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        HttpStatus known = HttpStatus.resolve(status.value());
        problem.setTitle(known == null ? "Error" : known.getReasonPhrase());
        problem.setDetail(detail);
        problem.setInstance(URI.create(request.getRequestURI()));
        if (hint != null) {
            problem.setProperty("hint", hint);
        }
        return problem;
    }

    public void write(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail, @Nullable String hint)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(json.writeValueAsBytes(problem(status, detail, hint, request)));
    }
}
