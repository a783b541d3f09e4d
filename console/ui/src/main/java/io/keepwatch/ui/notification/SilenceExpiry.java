package io.keepwatch.ui.notification;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.function.Consumer;

/// Ends a silence before its time, with a way back.
final class SilenceExpiry {

    private static final int UNDO_MILLIS = 10_000;

    private final PageContext page;
    private final Silences silences;
    private final CurrentActor actor;
    private final Runnable ended;
    private final Consumer<Silence> again;
    private final Consumer<Exception> refused;

    /// @param again is told of the silence that goes on in its place
    SilenceExpiry(PageContext page, Silences silences, CurrentActor actor, Runnable ended, Consumer<Silence> again, Consumer<Exception> refused) {
        this.page = page;
        this.silences = silences;
        this.actor = actor;
        this.ended = ended;
        this.again = again;
        this.refused = refused;
    }

    void expire(Silence silence) {
        var who = actor.get();
        page.act(() -> {
            silences.expire(silence.id(), who);
            return silence;
        }, one -> {
            offerUndo(one);
            ended.run();
        }, refused);
    }

    /// What has ended stays ended, as in Alertmanager: the way back is another one that goes on until the same time.
    private void offerUndo(Silence silence) {
        var toast = new Notification();
        toast.setDuration(UNDO_MILLIS);
        var undo = new Button("Undo", event -> {
            toast.close();
            undo(silence);
        });
        var line = new Div(new Span("The silence has ended; its alerts are told again."), undo);
        line.addClassName("kw-row");
        toast.add(line);
        toast.open();
    }

    private void undo(Silence silence) {
        var who = actor.get();
        Instant start = silence.startsAt().isAfter(page.now()) ? silence.startsAt() : page.now();
        var same = new Silence("", silence.matchers(), start, silence.endsAt(), page.now(), who.name(), silence.comment());
        page.act(() -> silences.save(same, who), again, refused);
    }
}
