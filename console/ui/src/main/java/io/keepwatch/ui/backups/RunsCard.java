package io.keepwatch.ui.backups;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Runs;
import io.keepwatch.backup.Runs.LogLine;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What runs now, with its progress, and the last runs of the chosen plan: why one failed, and its last words.
final class RunsCard {

    static final String RUN = "run";
    private static final int MOST = 12;
    private static final int TAIL = 8;

    private final PageContext page;
    private final Runs runs;
    private final CurrentActor actor;
    private final Div active = new Div();
    private final Div past = new Div();
    private final Refusal refusal = new Refusal();
    private final Map<String, ActiveRun> shownActive = new LinkedHashMap<>();
    private final DataCard card;
    private final Consumer<Boolean> onActivity;
    private @Nullable Object shownPast;

    /// @param onActivity told after each reading whether something is running
    RunsCard(PageContext page, Runs runs, CurrentActor actor, Consumer<Boolean> onActivity) {
        this.page = page;
        this.runs = runs;
        this.actor = actor;
        this.onActivity = onActivity;
        active.getElement().setAttribute("aria-live", "off");
        past.addClassName("kw-runs");
        card = new DataCard(page, "Runs").flush().with(refusal, active, past);
    }

    DataCard card() {
        return card;
    }

    private record Found(List<Run> runs, Map<String, List<LogLine>> logs) {}

    void load(PageChange why, @Nullable String plan) {
        Optional<String> opened = page.parameter(RUN);
        card.load(why, () -> read(plan, opened), found -> show(found, opened));
    }

    private Found read(@Nullable String plan, Optional<String> opened) {
        List<Run> found = runs.recent(plan, MOST);
        var logs = new HashMap<String, List<LogLine>>();
        found.stream().filter(run -> !run.phase().isEnd() || opened.filter(run.id()::equals).isPresent() || run.phase() == Phase.FAILED)
                .forEach(run -> logs.put(run.id(), runs.log(run.id())));
        return new Found(found, logs);
    }

    private void show(Found found, Optional<String> opened) {
        List<Run> going = found.runs.stream().filter(run -> !run.phase().isEnd()).toList();
        shownActive.keySet().removeIf(id -> {
            boolean over = going.stream().noneMatch(run -> run.id().equals(id));
            if (over) {
                active.remove(shownActive.get(id));
            }
            return over;
        });
        for (Run run : going) {
            shownActive.computeIfAbsent(run.id(), id -> {
                var added = new ActiveRun(page, run, actor.get(), () -> cancel(id));
                active.add(added);
                return added;
            }).show(run, found.logs.getOrDefault(run.id(), List.of()));
        }
        onActivity.accept(!going.isEmpty());
        List<Run> over = found.runs.stream().filter(run -> run.phase().isEnd()).toList();
        card.describe(going.isEmpty() ? "newest first" : going.size() == 1 ? "one is going on" : going.size() + " are going on");
        showPast(over, found, opened);
    }

    private void showPast(List<Run> over, Found found, Optional<String> opened) {
        Object now = List.of(over, opened, page.zone());
        if (now.equals(shownPast)) {
            return;
        }
        shownPast = now;
        past.removeAll();
        if (over.isEmpty() && shownActive.isEmpty()) {
            var none = new Paragraph("Nothing has run yet.");
            none.addClassNames("kw-t3", "kw-list-none");
            past.add(none);
        }
        // the newest failure explains itself; the others do when they are opened
        String failed = over.isEmpty() || over.getFirst().phase() != Phase.FAILED ? "" : over.getFirst().id();
        for (Run run : over) {
            boolean open = opened.map(run.id()::equals).orElse(run.id().equals(failed));
            past.add(row(run, open));
            if (open) {
                past.add(detail(run, found.logs.getOrDefault(run.id(), List.of())));
            }
        }
    }

    private NativeButton row(Run run, boolean open) {
        var times = new TimeFormat(page.zone());
        var what = new Span(RunWords.kind(run.kind()));
        var how = new Span(run.phase() == Phase.COMPLETED ? Optional.of(RunWords.bytes(run)).filter(bytes -> bytes > 0).map(Format::bytes).orElse("") : RunWords.phase(run.phase()));
        how.addClassName(run.phase() == Phase.FAILED ? "kw-crit" : "kw-t2");
        var took = new Span(RunWords.took(run, page.now()).map(RunWords::length).orElse(""));
        took.addClassNames("kw-t2", "kw-push");
        var when = new Span(times.near(run.createdAt(), page.now()));
        when.addClassName("kw-t3");
        var row = new NativeButton("", event -> toggle(run.id(), open));
        row.add(RunWords.glyph(run.phase()).create(), what, how, took, when);
        row.addClassName("kw-run-row");
        row.setTitle(times.full(run.createdAt()) + ", asked for by " + run.requestedBy());
        row.getElement().setAttribute("aria-expanded", String.valueOf(open));
        return row;
    }

    private Div detail(Run run, List<LogLine> lines) {
        var detail = new Div();
        detail.addClassName("kw-run-detail");
        if (run.problem() != null) {
            var message = new Paragraph(run.problem().message());
            message.addClassName("kw-strong");
            detail.add(message, new Paragraph(run.problem().hint()));
        }
        run.steps().stream().filter(step -> step.startedAt() != null).forEach(step -> {
            var words = new Span(step.description());
            words.addClassName("kw-ellipsis");
            words.setTitle(step.detail() == null ? step.description() : step.description() + ": " + step.detail());
            var took = new Span(RunWords.took(step, page.now()).map(RunWords::length).orElse(""));
            took.addClassNames("kw-t3", "kw-push");
            var line = new Div(RunWords.glyph(step.phase()).create(), words, took);
            line.addClassName("kw-row");
            detail.add(line);
        });
        if (!lines.isEmpty()) {
            var log = new LogTail(page, TAIL);
            log.show(lines);
            detail.add(log);
        }
        detail.add(ways(run, lines));
        return detail;
    }

    private Div ways(Run run, List<LogLine> lines) {
        var ways = new Div();
        ways.addClassNames("kw-row", "kw-small");
        if (run.kind() == Run.Kind.RESTORE) {
            ways.add(new Anchor(Where.restore(page, run.id()), "Its page"));
        } else if (run.backupId() != null && run.phase() == Phase.COMPLETED) {
            ways.add(new Anchor(Where.point(page, run.backupId()), "Its point"));
        }
        if (run.traceId() != null) {
            ways.add(new Anchor(page.link("traces/" + run.traceId()), "Its trace"));
        }
        var by = new Span("by " + run.requestedBy());
        by.addClassName("kw-t3");
        ways.add(by);
        if (!lines.isEmpty()) {
            var copy = new CopyButton(LogTail.text(lines), "log");
            copy.addClassName("kw-push");
            ways.add(copy);
        }
        return ways;
    }

    private void toggle(String id, boolean open) {
        page.note(RUN, open ? "none" : id);
        load(PageChange.TICK, page.parameter(Where.PLAN).orElse(null));
    }

    private void cancel(String id) {
        var who = actor.get();
        page.act(() -> {
            runs.cancel(id, who);
            return id;
        }, _ -> refusal.clear(), refusal::say);
    }
}
