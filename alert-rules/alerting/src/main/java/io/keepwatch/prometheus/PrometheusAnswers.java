package io.keepwatch.prometheus;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.telemetry.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ExceptionHandler;
import tools.jackson.core.JsonGenerator;

/// What all routes of Prometheus' API have in common: how they answer, and how they say what went wrong.
abstract class PrometheusAnswers {

    private static final Logger log = LoggerFactory.getLogger(PrometheusAnswers.class);

    static void succeed(HttpServletResponse response, Consumer<JsonGenerator> data) throws IOException {
        write(response, answer -> answer.success(data, List.of(), List.of()));
    }

    static void write(HttpServletResponse response, Consumer<AnswerWriter> content) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try (var answer = new AnswerWriter(response.getOutputStream())) {
            content.accept(answer);
        }
    }

    static void fail(HttpServletResponse response, ErrorType type, String message) throws IOException {
        response.setStatus(type.status());
        write(response, answer -> answer.error(type, message));
    }

    @ExceptionHandler
    void refused(InvalidParameterException e, HttpServletResponse response) throws IOException {
        fail(response, ErrorType.BAD_DATA, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    void refused(PromQlException e, HttpServletResponse response) throws IOException {
        fail(response, ErrorType.of(e.kind()), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    void down(StoreUnavailableException e, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, e.retryAfter().toSeconds())));
        fail(response, ErrorType.UNAVAILABLE, String.valueOf(e.getMessage()));
    }

    /// Tomcat gives up on a form that is too long, or no form at all.
    @ExceptionHandler
    void unreadable(org.apache.tomcat.util.http.InvalidParameterException e, HttpServletResponse response) throws IOException {
        fail(response, ErrorType.BAD_DATA, "cannot read the form: " + e.getMessage());
    }

    @ExceptionHandler
    void failed(RuntimeException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            log.debug("Cannot write the whole answer to {}: its client is gone", request.getRequestURI(), e);
            return;
        }
        log.error("Cannot answer {}", request.getRequestURI(), e);
        fail(response, ErrorType.INTERNAL, "this is a fault of Keepwatch; its log says more");
    }
}
