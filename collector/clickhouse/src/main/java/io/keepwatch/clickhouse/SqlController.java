package io.keepwatch.clickhouse;

import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.StoreUnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// `POST /api/telemetry/sql`: a read-only query, answered as tab-separated values with a header unless it names a format.
@RestController
@ConditionalOnRole(ProcessRole.CONTROL)
class SqlController {

    private static final Map<String, String> SETTINGS = Map.of("default_format", "TabSeparatedWithNames");

    private final ClickHouseClient reader;

    SqlController(ClickHouseClient clickhouse) {
        this.reader = clickhouse.readOnly();
    }

    @PostMapping(path = "/api/telemetry/sql", consumes = MediaType.TEXT_PLAIN_VALUE)
    void query(@RequestBody String sql, HttpServletResponse response) throws IOException {
        response.setContentType("text/tab-separated-values;charset=UTF-8");
        reader.copy(sql, SETTINGS, response.getOutputStream());
    }

    @ExceptionHandler
    ProblemDetail refused(ClickHouseException e) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
        problem.setProperty("code", e.code());
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> down(StoreUnavailableException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, e.retryAfter().toSeconds())))
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
    }
}
