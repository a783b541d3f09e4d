package io.keepwatch.ui.points;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import io.keepwatch.access.Actor;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Copy;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Backups.RetentionVerdict;
import io.keepwatch.ui.backups.PointState;
import io.keepwatch.ui.backups.Where;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.element.Status;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One recovery point: its proof, its copies, its hold, what retention will do, what is in it.
final class PointDetail {

    private final PageContext page;
    private final Backups backups;
    private final CurrentActor actor;
    private final Consumer<Backup> check;
    private final Runnable changed;
    private final Div content = new Div();
    private final ContentsPart contents;
    private final DataCard card;
    private @Nullable Object shown;

    PointDetail(PageContext page, Backups backups, CurrentActor actor, Consumer<Backup> check, Runnable changed) {
        this.page = page;
        this.backups = backups;
        this.actor = actor;
        this.check = check;
        this.changed = changed;
        contents = new ContentsPart(page, backups);
        content.addClassName("kw-point-detail");
        card = new DataCard(page, "Point").with(content);
        card.addClassNames("kw-settings-detail", "kw-fill");
    }

    DataCard card() {
        return card;
    }

    void nothing() {
        shown = null;
        card.setTitle("Point");
        card.describe("");
        card.empty(new EmptyState(KwIcon.POINT, "No point is chosen", "Choose one to see its proof, its copies and what is in it."));
    }

    void gone(String id) {
        shown = null;
        card.setTitle("Point");
        card.describe("");
        card.empty(new EmptyState(KwIcon.POINT, "This point is gone", "No target has " + id + " any more: retention removed it, or it was never there."));
    }

    void show(Backup point, Optional<RetentionVerdict> verdict) {
        card.setTitle(Where.moment(page, point));
        card.describe(Format.age(Duration.between(point.startedAt(), page.now())) + " old");
        Object now = List.of(point, verdict, page.zone());
        if (!now.equals(shown)) {
            shown = now;
            content.removeAll();
            content.add(proof(point), actions(point), facts(point), heading("Copies"));
            point.copies().forEach(copy -> content.add(copy(copy)));
            content.add(heading("Retention"), retention(point, verdict), new HoldPart(point), heading("What is in it"), contents);
            contents.show(point);
        }
        card.content();
    }

    private static H3 heading(String words) {
        return new H3(words);
    }

    private Component proof(Backup point) {
        PointState state = PointState.of(point);
        var words = new Span(state == PointState.UNSAFE ? "Unsafe: do not restore it" : capital(state.words()));
        words.addClassName("kw-verdict");
        var head = new Div(state.glyph().create(), words);
        head.addClassName("kw-row");
        var proof = new Div(head);
        proof.addClassNames("kw-proof", state == PointState.UNSAFE ? "crit" : state.verified() ? "keep" : "");
        String reason = PointState.reason(point);
        var at = point.verification().at();
        String when = at == null ? "Nobody has read it again since it was written." : "Checked at " + new TimeFormat(page.zone()).near(at, page.now()) + ".";
        proof.add(new Paragraph(reason.isEmpty() ? when : when + " " + capital(reason) + (reason.endsWith(".") ? "" : ".")));
        return proof;
    }

    private Component actions(Backup point) {
        var restore = new Anchor(Where.newRestore(page, point.id()), "Restore to " + new TimeFormat(page.zone()).minutes(point.startedAt()) + " …");
        restore.addClassName("kw-primary-link");
        restore.setVisible(point.isGood());
        var again = NeedsRole.guard(new Button("Check now", event -> check.accept(point)), actor.get(), Role.OPERATOR);
        var row = new Div(restore, again);
        row.addClassName("kw-row");
        return row;
    }

    private Component facts(Backup point) {
        var times = new TimeFormat(page.zone());
        return new KeyValues()
                .put("Plan", new Anchor(Where.plan(page, point.plan()), point.plan()))
                .put("Database", point.database().toString())
                .put("Goes back to", times.full(point.startedAt()))
                .put("Took", Format.duration(Duration.between(point.startedAt(), point.completedAt()).toNanos()))
                .put("Size", Format.bytes(point.bytes()))
                .copyable("Id", point.id());
    }

    private static Component copy(Copy copy) {
        Glyph glyph = switch (copy.state()) {
            case STORED -> Glyph.GOOD;
            case FAILED, MISSING, DAMAGED -> Glyph.CRITICAL;
        };
        var state = new Status(glyph, PointState.copy(copy));
        state.addClassName("kw-wrap");
        var path = new Span(copy.path());
        path.addClassNames("kw-mono", "kw-ellipsis", "kw-t2");
        path.setTitle(copy.path());
        var line = new Div(path, new CopyButton(copy.path(), "path in " + copy.target()));
        line.addClassName("kw-copy-line");
        var storage = new Span(copy.storageClass());
        storage.addClassNames("kw-t3", "kw-push");
        var head = new Div(state, storage);
        head.addClassName("kw-row");
        return new Div(head, line);
    }

    private static Component retention(Backup point, Optional<RetentionVerdict> verdict) {
        String words = verdict.map(one -> (one.keep() ? "Stays: " : "Goes at the next retention: ") + one.reason()).orElse("Retention says nothing of it.");
        var paragraph = new Paragraph(words);
        paragraph.addClassName(verdict.map(RetentionVerdict::keep).orElse(true) ? "kw-t2" : "kw-warn");
        return paragraph;
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /// Keeps the point from retention, with a reason.
    private final class HoldPart extends Div {

        private final Refusal refusal = new Refusal();

        HoldPart(Backup point) {
            addClassName("kw-hold");
            Backup.Hold hold = point.hold();
            if (hold == null) {
                hold(point);
            } else {
                add(new Paragraph("Held by " + hold.who() + " since " + new TimeFormat(page.zone()).near(hold.since(), page.now()) + ": " + hold.why()));
                var release = NeedsRole.guard(new Button("Release it", event -> act("Retention may remove the point again.", who -> backups.release(point.id(), who))),
                        actor.get(), Role.OPERATOR);
                release.addThemeVariants(ButtonVariant.SMALL);
                add(release);
            }
            add(refusal);
        }

        private void hold(Backup point) {
            var why = new TextField();
            why.setPlaceholder("why, e.g. INC-214");
            why.setAriaLabel("Why it is held");
            var button = NeedsRole.guard(new Button("Hold it"), actor.get(), Role.OPERATOR);
            why.setEnabled(button.isEnabled());
            button.addThemeVariants(ButtonVariant.SMALL);
            button.addClickListener(event -> {
                if (why.isEmpty()) {
                    why.setErrorMessage("Say why, for those who come later.");
                    why.setInvalid(true);
                    return;
                }
                act("The point is held: retention leaves it.", who -> backups.hold(point.id(), why.getValue().strip(), who));
            });
            var row = new Div(why, button);
            row.addClassName("kw-row");
            add(row);
        }

        private void act(String done, Consumer<Actor> change) {
            var who = actor.get();
            page.act(() -> {
                change.accept(who);
                return done;
            }, words -> {
                Notification.show(words);
                changed.run();
            }, refusal::say);
        }
    }
}
