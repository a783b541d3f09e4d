package io.keepwatch.ui.backups;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.RunStep;
import io.keepwatch.backup.Runs.LogLine;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One run that goes on: step, bytes, rate, log, Cancel. Values change in place.
final class ActiveRun extends Div {

    private static final int LINES = 4;

    private final PageContext page;
    private final Span title = new Span();
    private final Span step = new Span();
    private final Span figures = new Span();
    private final Bar bar = new Bar();
    private final LogTail log;

    ActiveRun(PageContext page, Run run, Actor actor, Runnable cancel) {
        this.page = page;
        addClassName("kw-active-run");
        log = new LogTail(page, LINES);
        title.addClassName("kw-strong");
        var stop = NeedsRole.guard(new Button("Cancel", event -> {
            event.getSource().setEnabled(false);
            cancel.run();
        }), actor, Role.OPERATOR);
        stop.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.ERROR);
        stop.setAriaLabel("Cancel the " + RunWords.title(run).toLowerCase(Locale.ROOT));
        var head = new Div(Glyph.RUNNING.create(), title, stop);
        if (run.kind() == Run.Kind.RESTORE) {
            // stopping a restore has consequences that its own page tells
            head.remove(stop);
            head.add(new Anchor(Where.restore(page, run.id()), "Watch it"));
        }
        head.addClassName("kw-row");
        step.addClassName("kw-t2");
        figures.addClassName("kw-t2");
        var words = new Div(step, figures);
        words.addClassName("kw-run-words");
        add(head, words, bar, log);
    }

    void show(Run run, List<LogLine> lines) {
        Instant now = page.now();
        title.setText(RunWords.title(run));
        step.setText(run.currentStep().map(ActiveRun::words).orElse(RunWords.phase(run.phase())));
        if (run.phase() == Phase.WAITING) {
            step.setText("Waits" + (run.waitUntil() == null ? "" : " until " + new TimeFormat(page.zone()).near(run.waitUntil(), now))
                    + (run.waitReason() == null ? "" : ": " + run.waitReason()));
        }
        var facts = new ArrayList<String>();
        run.currentStep().map(RunWords::bytes).filter(text -> !text.isEmpty()).ifPresent(facts::add);
        run.currentStep().flatMap(one -> RunWords.rate(one, now)).ifPresent(rate -> facts.add(Format.bytes(Math.round(rate)) + "/s"));
        run.currentStep().flatMap(one -> RunWords.left(one, now)).ifPresent(left -> facts.add("about " + RunWords.length(left) + " left"));
        RunWords.took(run, now).ifPresent(took -> facts.add(Format.age(took)));
        figures.setText(String.join(" · ", facts));
        bar.show(run.currentStep().flatMap(RunWords::percent), true);
        log.show(lines);
    }

    private static String words(RunStep step) {
        return step.detail() == null || step.detail().isBlank() ? step.description() : step.description() + ": " + step.detail();
    }
}
