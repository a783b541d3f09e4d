package io.keepwatch.alertmanager;

import io.keepwatch.access.Actor;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.alerting.routing.Silence.State;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Silences over HTTP.
@RestController
@RequestMapping("/api/v2")
@ConditionalOnRole(ProcessRole.CONTROL)
class SilencesController extends AlertmanagerAnswers {

    private final Silences silences;
    private final Clock clock;

    SilencesController(Silences silences, Clock clock) {
        this.silences = silences;
        this.clock = clock;
    }

    @GetMapping("/silences")
    ResponseEntity<String> all(HttpServletRequest request) {
        Filter filter = Filter.of(request);
        Instant now = clock.instant();
        return answer(silences.all().stream().filter(silence -> filter.wants(word(silence.state(now))) && filter.takes(patterns(silence)))
                .map(silence -> shown(silence, now)).toList());
    }

    @PostMapping("/silences")
    ResponseEntity<String> save(HttpServletRequest request, Actor actor) throws IOException {
        Silence posted = Posted.silence(Posted.body(request, "silence"), clock.instant());
        return answer(new Answer.SilenceId(silences.save(posted, actor).id()));
    }

    @GetMapping("/silence/{id}")
    ResponseEntity<String> find(@PathVariable String id) {
        Silence silence = silences.find(id).orElseThrow(() -> new NoSuchElementException("silence not found"));
        return answer(shown(silence, clock.instant()));
    }

    @DeleteMapping("/silence/{id}")
    ResponseEntity<String> expire(@PathVariable String id, Actor actor) {
        silences.expire(id, actor);
        return ResponseEntity.ok().build();
    }

    private static Map<String, String> patterns(Silence silence) {
        Map<String, String> patterns = new HashMap<>();
        silence.matchers().forEach(matcher -> patterns.put(matcher.label(), matcher.value()));
        return patterns;
    }

    private static Answer.Silence shown(Silence silence, Instant now) {
        return new Answer.Silence(silence.id(), new Answer.SilenceStatus(word(silence.state(now))), Answer.time(silence.updatedAt()), Map.of(),
                silence.comment(), silence.createdBy(), Answer.time(silence.endsAt()),
                silence.matchers().stream().map(SilencesController::shown).toList(), Answer.time(silence.startsAt()));
    }

    private static Answer.Matcher shown(LabelMatcher matcher) {
        Operator operator = matcher.operator();
        return new Answer.Matcher(matcher.label(), matcher.value(), operator == Operator.MATCHES || operator == Operator.NOT_MATCHES,
                operator == Operator.EQUAL || operator == Operator.MATCHES);
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
