package io.keepwatch.demo;

import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The demo over HTTP: `GET /api/demo`, `POST /api/demo/break/{mode}`, `POST /api/demo/repair`.
@RestController
@RequestMapping("/api/demo")
class DemoController {

    private final ObjectProvider<DemoControl> present;

    DemoController(ObjectProvider<DemoControl> present) {
        this.present = present;
    }

    /// @param message what was done, in a sentence
    record Change(String message, DemoState state) {}

    @GetMapping
    DemoState state() {
        return control().state();
    }

    @PostMapping("/break/{mode}")
    Change breakIt(@PathVariable String mode, Authentication who, HttpServletRequest request) {
        DemoMode known = DemoMode.of(mode).orElseThrow(() -> new NoDemoException(
                "Cannot break the demo by '" + mode + "': valid are " + DemoMode.words()));
        String message = control().breakIt(known, actor(who, request));
        return new Change(message, control().state());
    }

    @PostMapping("/repair")
    Change repair(Authentication who, HttpServletRequest request) {
        String message = control().repair(actor(who, request));
        return new Change(message, control().state());
    }

    @ExceptionHandler
    ProblemDetail notFound(NoDemoException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(DemoUnavailableException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
    }

    private DemoControl control() {
        DemoControl control = present.getIfAvailable();
        if (control == null) {
            throw new NoDemoException("This Keepwatch runs without its demo; start it by ./keepwatch up --demo");
        }
        return control;
    }

    private static Actor actor(Authentication who, HttpServletRequest request) {
        Role highest = Stream.of(Role.values())
                .filter(role -> who.getAuthorities().stream().anyMatch(authority -> ("ROLE_" + role.name()).equals(authority.getAuthority())))
                .max(Comparator.naturalOrder())
                .orElse(Role.VIEWER);
        return new Actor(who.getName(), highest, request.getRemoteAddr());
    }

    /// There is no demo, or no such way to break it.
    static final class NoDemoException extends RuntimeException {
        NoDemoException(String message) {
            super(message);
        }
    }
}
