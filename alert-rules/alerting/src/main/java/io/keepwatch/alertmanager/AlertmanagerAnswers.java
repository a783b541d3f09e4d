package io.keepwatch.alertmanager;

import io.keepwatch.alerting.routing.MatcherSyntaxException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import tools.jackson.databind.json.JsonMapper;

/// What all calls have in common: an error is a JSON string, and an object with a code where a body or a parameter has the wrong form.
abstract class AlertmanagerAnswers {

    private static final Logger log = LoggerFactory.getLogger(AlertmanagerAnswers.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int WRONG_FORM = 422;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int INTERNAL = 500;

    static ResponseEntity<String> answer(Object body) {
        return answer(200, body);
    }

    private static ResponseEntity<String> answer(int status, Object body) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsString(body));
    }

    static ResponseEntity<String> nothing(HttpServletRequest request) {
        return answer(NOT_FOUND, new Answer.Refusal(NOT_FOUND, "path " + request.getRequestURI() + " was not found"));
    }

    @ExceptionHandler({IllegalArgumentException.class, MatcherSyntaxException.class})
    ResponseEntity<String> refused(RuntimeException e) {
        return answer(BAD_REQUEST, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<String> unreadable(WrongFormException e) {
        int status = e.isUnreadable() ? BAD_REQUEST : WRONG_FORM;
        return answer(status, new Answer.Refusal(e.isUnreadable() ? BAD_REQUEST : WrongFormException.CODE, String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<String> missing(NoSuchElementException e) {
        return answer(NOT_FOUND, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<String> failed(RuntimeException e, HttpServletRequest request) {
        log.error("Cannot answer {}", request.getRequestURI(), e);
        return answer(INTERNAL, "this is a fault of Keepwatch; its log says more");
    }
}
