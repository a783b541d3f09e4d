package io.keepwatch.ui.restores;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.Actor;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Restores;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Runs;
import io.keepwatch.backup.Runs.LogLine;
import io.keepwatch.ui.backups.LogTail;
import io.keepwatch.ui.backups.RunWords;
import io.keepwatch.ui.backups.Where;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One restore while everybody watches it, and what became of it. It goes on without this page.
@Route("restores/:id")
@PermitAll
@StyleSheet("context://kw/kw-services.css")
@StyleSheet("context://kw/kw-vault.css")
final class RestoreView extends Main implements BeforeEnterObserver, Trail {

    private static final int LINES = 200;
    private static final int RUNS_TO_LOOK_AT = 50;

    private final PageContext page;
    private final Restores restores;
    private final Backups backups;
    private final Runs runs;
    private final CurrentActor actor;
    private final HeadlineCard headline;
    private final Button stop = new Button("Stop, leave production as it is");
    private final Button undo = new Button("Undo, swap back");
    private final Refusal refusal = new Refusal();
    private final PhaseStrip phases;
    private final StepList steps;
    private final DataCard stepsCard;
    private final LogTail log;
    private final CopyButton copyLog = new CopyButton("", "log");
    private final DataCard logCard;
    private final Div facts = new Div();
    private final DataCard factsCard;
    private final Watching watching;
    private String id = "";
    private @Nullable Restore shown;

    RestoreView(PageContext page, Restores restores, Backups backups, Runs runs, CurrentActor actor) {
        this.page = page;
        this.restores = restores;
        this.backups = backups;
        this.runs = runs;
        this.actor = actor;
        setId("content");
        addClassNames("kw-page", "kw-restore");
        stop.addThemeVariants(ButtonVariant.ERROR);
        stop.addClickListener(event -> confirmStop());
        undo.addThemeVariants(ButtonVariant.PRIMARY);
        undo.addClickListener(event -> confirmUndo());
        headline = new HeadlineCard(stop, undo);
        phases = new PhaseStrip(page);
        steps = new StepList(page);
        stepsCard = new DataCard(page, "Steps").flush().with(steps);
        log = new LogTail(page, LINES);
        logCard = new DataCard(page, "Log").describe("newest first").action(copyLog).with(log);
        factsCard = new DataCard(page, "What was asked for").with(facts);
        var left = new Div(stepsCard, factsCard);
        left.addClassName("kw-col");
        var right = new Div(logCard);
        right.addClassName("kw-col");
        var lower = new Div(left, right);
        lower.addClassName("kw-restore-lower");
        add(headline, refusal, phases, lower);
        watching = new Watching(page, this, () -> load(PageChange.TICK));
        page.onChange(this, why -> {
            if (!why.quiet()) {
                load(why);
            }
        });
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        id = event.getRouteParameters().get("id").orElse("");
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Restores", "restores"));
    }

    @Override
    public String heading() {
        return "Restore " + id;
    }

    /// @param undo the run that swaps the old database back, or did
    private record Found(Optional<Restore> restore, Optional<Backup> point, Optional<Run> undo, List<LogLine> log) {}

    private void load(PageChange why) {
        stepsCard.load(why, this::read, this::show);
    }

    private Found read() {
        Optional<Restore> restore = restores.find(id);
        Optional<Run> undo = restore.flatMap(this::undo);
        return new Found(restore, restore.flatMap(found -> backups.find(found.request().backupId())), undo,
                restore.isEmpty() ? List.of() : undo.map(Run::id).map(runs::log).orElseGet(() -> runs.log(id)));
    }

    /// The newest undo that was asked for after this restore was over.
    private Optional<Run> undo(Restore restore) {
        var over = restore.run().completedAt();
        return over == null ? Optional.empty() : runs.recent(restore.run().plan(), RUNS_TO_LOOK_AT).stream()
                .filter(run -> run.kind() == Run.Kind.RESTORE && !run.createdAt().isBefore(over))
                .filter(run -> run.steps().stream().anyMatch(step -> Production.isSwapBack(step.name()))).findFirst();
    }

    private void show(Found found) {
        boolean known = found.restore.isPresent();
        headline.setVisible(known);
        phases.setVisible(known);
        logCard.setVisible(known);
        factsCard.setVisible(known);
        if (!known) {
            stepsCard.empty(new EmptyState(KwIcon.UNDO, "There is no restore " + id, "The link may be cut.", new Anchor(page.link("restores"), "All restores")));
            return;
        }
        Restore restore = found.restore.get();
        shown = restore;
        boolean going = !restore.run().phase().isEnd();
        boolean undoing = found.undo.filter(run -> !run.phase().isEnd()).isPresent();
        watching.something(going || undoing);
        String moment = found.point.map(point -> Where.moment(page, point)).orElse(restore.request().backupId());
        Headline words = undoing ? Headline.undoing(found.undo.get()) : Headline.of(restore, moment, new TimeFormat(page.zone()), page.now());
        headline.show(words);
        stop.setVisible(going && words.stoppable());
        allow(stop);
        boolean mayUndo = !going && !undoing && Production.of(restore) == Production.SWAPPED && restore.undoUntil() != null && restore.undoUntil().isAfter(page.now());
        undo.setVisible(mayUndo);
        allow(undo);
        Run shownRun = undoing || restore.undone() ? found.undo.orElse(restore.run()) : restore.run();
        phases.show(shownRun.steps());
        steps.show(shownRun);
        stepsCard.setTitle(shownRun == restore.run() ? "Steps" : "Steps of the undo");
        found.undo.filter(run -> run.phase() == Phase.FAILED && run.problem() != null && !restore.undone()).ifPresent(run ->
                refusal.say(new IllegalStateException("The undo failed: " + run.problem().message() + ". " + run.problem().hint())));
        log.show(found.log);
        copyLog.setText(LogTail.text(found.log));
        showFacts(restore, found.point, moment);
    }

    private void allow(Button button) {
        Role needed = shown != null && shown.request().mode() == Mode.SWAP && button == undo ? Role.ADMIN : Role.OPERATOR;
        NeedsRole.guard(button, actor.get(), needed);
    }

    private void showFacts(Restore restore, Optional<Backup> point, String moment) {
        var times = new TimeFormat(page.zone());
        var request = restore.request();
        var values = new KeyValues()
                .put("Point", new Anchor(Where.point(page, request.backupId()), moment))
                .put("How", request.mode() == Mode.CLONE ? "a clone beside the running database" : "clone, verify, swap; the old one is kept")
                .put("Server", request.server() == null ? "the plan's own" : request.server())
                .put("Database", restore.database() == null ? "not made yet" : restore.database())
                .put("Asked for", times.full(restore.run().createdAt()) + " by " + restore.run().requestedBy())
                .put("Took", RunWords.took(restore.run(), page.now()).map(RunWords::length).orElse("not begun"));
        if (request.reason() != null) {
            values.put("Why", request.reason());
        }
        if (restore.undoUntil() != null) {
            values.put("Undo until", times.full(restore.undoUntil()));
        }
        if (restore.run().owner() != null) {
            values.put("Works on it", restore.run().owner());
        }
        if (restore.run().traceId() != null) {
            values.put("Trace", new Anchor(page.link("traces/" + restore.run().traceId()), restore.run().traceId()));
        }
        if (point.isEmpty()) {
            values.put("Note", "the point itself is no longer in the catalog");
        }
        facts.removeAll();
        facts.add(values);
        factsCard.content();
        logCard.content();
    }

    private void confirmStop() {
        var dialog = new ConfirmDialog("Stop this restore", "What was made so far is dropped. The running database stays as it is.",
                "Stop the restore", event -> act("The restore is being stopped.", who -> restores.cancel(id, who)), "Let it go on", event -> { });
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    private void confirmUndo() {
        var dialog = new ConfirmDialog("Swap the old database back",
                "Production runs on the old database again, within seconds; connections are closed once. What was written since the swap stays in the"
                        + " restored database, which is kept beside it. Nothing is dropped.",
                "Undo the restore", event -> act("The old database is being swapped back.", who -> restores.undo(id, who)), "Leave it", event -> { });
        dialog.open();
    }

    private void act(String done, Consumer<Actor> what) {
        Actor who = actor.get();
        page.act(() -> {
            what.accept(who);
            return done;
        }, words -> {
            refusal.clear();
            Notification.show(words);
            watching.something(true);
            load(PageChange.TICK);
        }, refusal::say);
    }
}
