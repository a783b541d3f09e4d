package io.keepwatch.alerting.notifier.slack;

import io.keepwatch.alerting.notifier.FakeProvider;
import io.keepwatch.alerting.notifier.FakeProvider.Answer;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.NotifierContract;
import io.keepwatch.alerting.notifier.Samples;
import io.keepwatch.alerting.routing.Integration;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/// What bot and webhook have in common.
abstract class SlackContract extends NotifierContract {

    final FakeProvider slack = FakeProvider.start();
    private final FakeProvider gone = FakeProvider.start();
    private final Notifier notifier = new SlackNotifier(Clock.fixed(Samples.NOW, ZoneOffset.UTC));

    SlackContract() {
        gone.close();
    }

    @AfterEach
    void close() {
        slack.close();
    }

    abstract String path();

    abstract Integration integration(FakeProvider provider, String settings);

    @Override
    protected Notifier notifier() {
        return notifier;
    }

    @Override
    protected Integration integration() {
        return integration(slack, "");
    }

    @Override
    protected Integration impatient() {
        return integration(slack, ", timeout: 500ms");
    }

    @Override
    protected Integration toNobody() {
        return integration(gone, "");
    }

    @Override
    protected List<Arrived> arrived() {
        return slack.accepted(path()).stream().map(request -> new Arrived(request.body(), request.header("Idempotency-Key"))).toList();
    }

    @Override
    protected Optional<Duration> busy() {
        slack.answer(path(), Answer.busy(7));
        return Optional.of(Duration.ofSeconds(7));
    }

    @Override
    protected Map<String, Runnable> faults() {
        return Map.of("500", () -> slack.answer(path(), Answer.of(500)), "503", () -> slack.answer(path(), Answer.of(503)));
    }

    @Override
    protected Map<String, Runnable> lostAnswers() {
        return Map.of("no answer", () -> slack.answer(path(), Answer.silence()), "hangs up", () -> slack.answer(path(), Answer.hangUp()));
    }

    Refusal refusal(Answer answer, String hint) {
        return new Refusal(() -> slack.answer(path(), answer), hint);
    }
}
