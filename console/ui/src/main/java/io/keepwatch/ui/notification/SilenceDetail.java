package io.keepwatch.ui.notification;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.element.Status;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.notification.KnownAlerts.Known;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// One silence: what it mutes, until when, by whom and why.
final class SilenceDetail extends Div {

    private final Silence silence;
    private final Span when = new Span();
    private final Refusal refusal = new Refusal();

    SilenceDetail(PageContext page, Silence silence, List<Known> muted, CurrentActor actor, Consumer<Silence> expire) {
        addClassName("kw-alert-head");
        var times = new TimeFormat(page.zone());
        Instant now = page.now();
        Silence.State state = silence.state(now);
        var words = new Paragraph(silence.comment().isBlank() ? "Nobody said why." : silence.comment());
        words.addClassName("kw-verdict");
        this.silence = silence;
        when.addClassName("kw-t2");
        tick(now);
        var head = new Div(new Status(SilenceWords.glyph(state), SilenceWords.state(state)), when);
        head.addClassName("kw-row");
        add(head, words, ways(page, silence, state, actor, expire), refusal);
        add(new KeyValues().put("from", times.full(silence.startsAt())).put("until", times.full(silence.endsAt()))
                .put("by", silence.createdBy()).put("changed", times.near(silence.updatedAt(), now)).copyable("id", silence.id())
                .put("link", link(silence)));
        var title = new Div(new H3("Mutes alerts with"), new CopyButton(SilenceWords.matchers(silence), "the matchers"));
        title.addClassName("kw-row");
        var matchers = new Div();
        matchers.addClassName("kw-matchers");
        silence.matchers().forEach(matcher -> {
            var one = new Span(matcher.toString());
            one.addClassName("kw-mono");
            matchers.add(one);
        });
        add(title, matchers, new H3(state == Silence.State.ACTIVE ? "Mutes now" : "Would mute now"));
        var lines = new AlertLines("No alert of now.");
        lines.show(muted);
        add(lines);
    }

    private Div ways(PageContext page, Silence silence, Silence.State state, CurrentActor actor, Consumer<Silence> expire) {
        var ways = new Div();
        ways.addClassNames("kw-row", "kw-wrap");
        boolean may = actor.get().role().includes(Role.OPERATOR);
        if (state != Silence.State.EXPIRED) {
            if (may) {
                ways.add(way("Edit", page.link(SilenceLinks.PATH, Map.of(SilenceLinks.EDIT, silence.id()))));
            }
            var end = NeedsRole.guard(new Button(state == Silence.State.ACTIVE ? "Expire it now" : "Drop it", event -> expire.accept(silence)),
                    actor.get(), Role.OPERATOR);
            end.addThemeVariants(ButtonVariant.SMALL);
            ways.add(end);
        } else if (may) {
            ways.add(way("Silence again …", SilenceLinks.again(page, silence)));
        }
        if (actor.get().role().includes(Role.ADMIN)) {
            ways.add(way("In the audit log", page.link("settings/audit", Map.of("q", silence.id()))));
        }
        return ways;
    }

    /// Time goes on: what has the focus keeps it.
    final void tick(Instant now) {
        when.setText(SilenceWords.countdown(silence, now));
    }

    void refuse(Exception problem) {
        refusal.say(problem);
    }

    private static Div link(Silence silence) {
        var text = new Span("to this silence");
        var line = new Div(text, CopyButton.ofLink(SilenceLinks.PATH + "?" + SilenceLinks.SILENCE + "=" + silence.id(), "the link"));
        line.addClassName("kw-copy-line");
        return line;
    }

    private static Anchor way(String words, String address) {
        var way = new Anchor(address, words);
        way.addClassName("kw-small-button");
        return way;
    }
}
