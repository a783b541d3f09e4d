package io.keepwatch.demo;

import io.keepwatch.access.Actor;
import io.keepwatch.problem.ProblemException;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The demo over HTTP: `GET /api/demo`, `POST /api/demo/break/{mode}`, `POST /api/demo/repair`.
@RestController
@RequestMapping("/api/demo")
@ConditionalOnRole(ProcessRole.CONTROL)
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
    Change breakIt(@PathVariable String mode, Actor actor) {
        DemoMode known = DemoMode.of(mode).orElseThrow(() ->
                ProblemException.notFound("Cannot break the demo by '" + mode + "'", "Valid are " + DemoMode.words()));
        String message = control().breakIt(known, actor);
        return new Change(message, control().state());
    }

    @PostMapping("/repair")
    Change repair(Actor actor) {
        String message = control().repair(actor);
        return new Change(message, control().state());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(DemoUnavailableException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.detail()));
    }

    private DemoControl control() {
        DemoControl control = present.getIfAvailable();
        if (control == null) {
            throw ProblemException.notFound("This Keepwatch runs without its demo", "Start it by ./keepwatch up --demo");
        }
        return control;
    }
}
