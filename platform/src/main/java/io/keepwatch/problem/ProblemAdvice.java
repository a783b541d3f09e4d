package io.keepwatch.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// Turns what goes wrong below `/api/` into problem details. Comes after every room's own advice.
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(Exception failure, HttpServletRequest request) throws Exception {
        if (!Problems.isOurForm(request)) {
            throw failure; // the next in line, as if we were not here
        }
        return switch (failure) {
            case ProblemException own -> answer(own.status(), own.getMessage(), own.hint(), request, new HttpHeaders());
            case MethodArgumentNotValidException invalid -> answer(
                    HttpStatus.BAD_REQUEST, fields(invalid), "Correct the named fields", request, new HttpHeaders());
            case MethodArgumentTypeMismatchException mismatch -> answer(
                    HttpStatus.BAD_REQUEST, "Cannot use " + mismatch.getName() + "=" + mismatch.getValue(), expected(mismatch), request, new HttpHeaders());
            case HttpMessageNotReadableException _ -> answer(
                    HttpStatus.BAD_REQUEST, "Cannot read the body", "Send valid JSON with the documented fields", request, new HttpHeaders());
            case ErrorResponse known -> answer(
                    known.getStatusCode(), known.getBody().getDetail(), null, request, known.getHeaders());
            default -> unexpected(failure, request);
        };
    }

    /// What happened is for the log, where the operator finds it; the caller learns nothing of our insides.
    private static ResponseEntity<ProblemDetail> unexpected(Exception failure, HttpServletRequest request) {
        log.error("Cannot answer {} {}", request.getMethod(), request.getRequestURI(), failure);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "Keepwatch failed to answer this request",
                "Look into Keepwatch's own log at this time", request, new HttpHeaders());
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatusCode status,
            @Nullable String detail,
            @Nullable String hint,
            HttpServletRequest request,
            HttpHeaders headers) {
        return ResponseEntity.status(status).headers(headers).body(Problems.problem(status, detail, hint, request));
    }

    private static String fields(MethodArgumentNotValidException invalid) {
        var fields = new StringBuilder("Cannot use the body: ");
        invalid.getFieldErrors().forEach(error ->
                fields.append(error.getField()).append(' ').append(error.getDefaultMessage()).append("; "));
        fields.setLength(fields.length() - 2);
        return fields.toString();
    }

    private static @Nullable String expected(MethodArgumentTypeMismatchException mismatch) {
        Class<?> type = mismatch.getRequiredType();
        if (type == null) {
            return null;
        }
        return type.isEnum()
                ? "Use one of " + Arrays.toString(type.getEnumConstants())
                : "Use a value of type " + type.getSimpleName();
    }
}
