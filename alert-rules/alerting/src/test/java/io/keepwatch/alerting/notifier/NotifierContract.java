package io.keepwatch.alerting.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.notifier.Notifier.Sending;
import io.keepwatch.alerting.notifier.Outcome.Doubtful;
import io.keepwatch.alerting.notifier.Outcome.Rejected;
import io.keepwatch.alerting.notifier.Outcome.Retry;
import io.keepwatch.alerting.notifier.Outcome.Sent;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// What every notifier does. An adapter's test says by what the other side gives each answer.
@ExtendWith(OutputCaptureExtension.class)
public abstract class NotifierContract {

    private static final MessageTemplates TEMPLATES = MessageTemplates.builtIn();

    /// What the other side took.
    ///
    /// @param text all of it
    /// @param key  by which it, or who looks into it, can tell that it has it already
    public record Arrived(String text, String key) {}

    protected abstract Notifier notifier();

    /// To the other side, with all secrets that it can have.
    protected abstract Integration integration();

    /// As that, where nobody listens.
    protected abstract Integration toNobody();

    /// As [#integration], but it waits for an answer a moment only.
    protected abstract Integration impatient();

    protected abstract List<String> secrets();

    protected abstract List<Arrived> arrived();

    /// The other side answers the next message that it is busy; how long it says it wants to be left alone, if it can say that.
    protected abstract Optional<Duration> busy();

    /// What makes the other side fail the next message by its own fault: a name and a call that brings it about.
    protected abstract Map<String, Runnable> faults();

    /// What makes the answer to the next message get lost.
    protected abstract Map<String, Runnable> lostAnswers();

    /// What makes the other side refuse the next message; what the hint has to name.
    protected abstract Map<String, Refusal> refusals();

    /// Whether the other side notices a repeat, so that the message need not say so.
    protected boolean noticesRepeats() {
        return false;
    }

    /// What a message that may be a repeat says, and no other.
    protected String repeatMark() {
        return "may be a repeat";
    }

    public record Refusal(Runnable cause, String hint) {}

    @Test
    void a_message_that_is_taken_leaves_a_receipt() throws InterruptedException {
        Outcome outcome = send("id-1", false);

        assertThat(outcome).isInstanceOfSatisfying(Sent.class, sent -> assertThat(sent.receipt()).isNotBlank());
        assertThat(arrived()).singleElement().satisfies(one -> assertThat(one.text()).contains("HighErrorRate", "i1"));
    }

    @Test
    void one_that_comes_too_fast_waits_as_long_as_the_other_side_says() throws InterruptedException {
        Optional<Duration> wait = busy();

        assertThat(send("id-1", false)).isInstanceOfSatisfying(Retry.class, retry -> {
            assertThat(Optional.ofNullable(retry.after())).isEqualTo(wait);
            assertThat(retry.why()).isNotBlank();
        });
        assertThat(arrived()).isEmpty();
        assertThat(send("id-1", false)).isInstanceOf(Sent.class);
    }

    @Test
    void a_fault_of_the_other_side_is_no_reason_to_give_up() throws InterruptedException {
        for (Map.Entry<String, Runnable> fault : faults().entrySet()) {
            fault.getValue().run();
            assertThat(send("id-1", false)).as(fault.getKey()).isInstanceOfSatisfying(Retry.class, retry -> assertThat(retry.why()).isNotBlank());
            assertThat(arrived()).as(fault.getKey()).isEmpty();
        }
        assertThat(notifier().send(sending("id-1", false), toNobody())).isInstanceOfSatisfying(Retry.class,
                retry -> assertThat(retry.why()).containsIgnoringCase("connect"));
    }

    @Test
    void when_only_the_answer_is_lost_nobody_says_that_it_did_not_arrive() throws InterruptedException {
        for (Map.Entry<String, Runnable> lost : lostAnswers().entrySet()) {
            lost.getValue().run();
            assertThat(notifier().send(sending("id-1", false), impatient())).as(lost.getKey()).isInstanceOfSatisfying(Doubtful.class,
                    doubtful -> assertThat(doubtful.why()).isNotBlank());
        }
    }

    @Test
    void a_refusal_says_what_to_change() throws InterruptedException {
        for (Map.Entry<String, Refusal> refusal : refusals().entrySet()) {
            refusal.getValue().cause().run();
            assertThat(send("id-1", false)).as(refusal.getKey()).isInstanceOfSatisfying(Rejected.class, rejected -> {
                assertThat(rejected.why()).isNotBlank();
                assertThat(rejected.hint()).contains(refusal.getValue().hint());
            });
        }
        assertThat(arrived()).isEmpty();
    }

    @Test
    void no_secret_is_in_what_is_stored_shown_or_logged(CapturedOutput output) throws InterruptedException {
        var told = new StringBuilder(notifier().destination(integration())).append(notifier().destination(toNobody()));
        notifier().messages(Samples.firstOf("HighErrorRate", 2), integration(), TEMPLATES).forEach(told::append);
        told.append(send("id-1", false));
        busy();
        told.append(send("id-1", false));
        for (Refusal refusal : refusals().values()) {
            refusal.cause().run();
            told.append(send("id-1", false));
        }
        told.append(notifier().send(sending("id-1", false), toNobody()));

        assertThat(secrets()).isNotEmpty();
        assertThat(told.toString() + output).doesNotContain(secrets());
    }

    @Test
    void a_message_that_is_sent_again_has_its_key_and_says_that_it_may_be_a_repeat() throws InterruptedException {
        send("id-1", false);
        send("id-1", true);
        send("id-2", false);

        List<Arrived> arrived = arrived();
        assertThat(arrived).hasSize(3);
        assertThat(arrived.get(1).key()).isNotEmpty().isEqualTo(arrived.getFirst().key());
        if (!noticesRepeats()) {
            assertThat(arrived.get(2).key()).isNotEqualTo(arrived.getFirst().key());
        }
        assertThat(arrived.get(1).text()).contains(repeatMark());
        assertThat(arrived.getFirst().text()).doesNotContain(repeatMark());
    }

    @Test
    void what_fired_and_ended_before_it_could_be_said_is_told_as_both() {
        Labels blip = Samples.resolved("Blip", "i4", "warning").labels();
        List<Message> messages = notifier().messages(Samples.of(NotifyReason.FIRST_NOTIFICATION, Set.of(), Set.of(blip), Map.of(),
                Samples.resolved("Blip", "i4", "warning")), integration(), TEMPLATES);

        assertThat(messages).isNotEmpty().allSatisfy(message -> assertThat(message.body()).contains("Blip"));
        assertThat(messages).flatMap(Message::firing).contains(blip);
        assertThat(messages).flatMap(Message::resolved).contains(blip);
        assertThat(messages.getLast().last()).isTrue();
    }

    @Test
    void of_many_alerts_none_is_left_out() {
        Notification storm = Samples.firstOf("HighErrorRate", 500);
        List<Message> messages = notifier().messages(storm, integration(), TEMPLATES);

        assertThat(messages).flatMap(Message::firing).containsExactlyInAnyOrderElementsOf(
                storm.data().alerts().stream().map(alert -> alert.labels()).toList());
        String said = messages.stream().map(Message::body).reduce("", String::concat);
        assertThat(storm.data().alerts()).allSatisfy(alert -> assertThat(said).contains(alert.labels().get("instance")));
    }

    protected Outcome send(String id, boolean maybeRepeat) throws InterruptedException {
        return notifier().send(sending(id, maybeRepeat), integration());
    }

    private Sending sending(String id, boolean maybeRepeat) {
        Message first = notifier().messages(Samples.firstOf("HighErrorRate", 1), integration(), TEMPLATES).getFirst();
        return new Sending(id, first.body(), "", maybeRepeat);
    }
}
