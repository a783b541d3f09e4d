package io.keepwatch.ui.backups;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.Runs;
import io.keepwatch.backup.Targets;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Is each thing protected, and proven.
@Route("backups")
@PageTitle("Backups")
@Menu(title = "Backups", icon = "shield", order = NavOrder.BACKUPS)
@PermitAll
@StyleSheet("context://kw/kw-services.css")
@StyleSheet("context://kw/kw-vault.css")
final class BackupsView extends Main {

    private static final Duration SPARK = Duration.ofDays(30);

    private final PageContext page;
    private final Plans plans;
    private final Backups backups;
    private final Runs runs;
    private final CurrentActor actor;
    private final H2 sentence = new H2();
    private final Button backUp;
    private final Refusal refusal = new Refusal();
    private final PlanGrid grid;
    private final DataCard plansCard;
    private final PlanCards plan;
    private final RunsCard runsCard;
    private final TargetsCard targetsCard;
    private final Div lower;
    private final Watching watching;
    private @Nullable PlanStatus chosen;

    BackupsView(PageContext page, Plans plans, Backups backups, Runs runs, Targets targets, CurrentActor actor) {
        this.page = page;
        this.plans = plans;
        this.backups = backups;
        this.runs = runs;
        this.actor = actor;
        setId("content");
        addClassNames("kw-page", "kw-backups");
        sentence.addClassName("kw-sentence");
        backUp = NeedsRole.guard(new Button("Back up now", KwIcon.PLAY.create(14), event -> backUpNow()), actor.get(), Role.OPERATOR);
        backUp.addThemeVariants(ButtonVariant.PRIMARY);
        grid = new PlanGrid(page, this::choose);
        plansCard = new DataCard(page, "Plans").flush().describe("worst first").with(grid);
        var points = new PointGrid(page, false, actor.get().role().includes(Role.OPERATOR), point -> page.open(Where.point(page, point.id())), this::check);
        plan = new PlanCards(page, backups, points);
        watching = new Watching(page, this, () -> load(PageChange.TICK));
        runsCard = new RunsCard(page, runs, actor, this::active);
        targetsCard = new TargetsCard(page, targets, actor);
        var right = new Div(runsCard.card(), targetsCard.card());
        right.addClassName("kw-col");
        lower = new Div(plan.lower(), right);
        lower.addClassNames("kw-split", "kw-backups-lower");
        var push = new Div(backUp);
        push.addClassName("kw-push");
        var head = new Div(sentence, push);
        head.addClassName("kw-row");
        add(head, refusal, plansCard, plan.ladder(), lower);
        page.keys().bind(this, "b", "back up the chosen plan now", this::backUpNow);
        page.onChange(this, why -> {
            if (!why.quiet()) {
                load(why);
            }
        });
    }

    private record Found(List<PlanStatus> plans, Map<String, List<Backup>> points) {}

    private void load(PageChange why) {
        plansCard.load(why, () -> new Found(plans.all(), backups.list(null).stream()
                .filter(point -> point.startedAt().isAfter(page.now().minus(SPARK))).collect(Collectors.groupingBy(Backup::plan))), found -> show(why, found));
        targetsCard.load(why);
    }

    private void show(PageChange why, Found found) {
        var protection = Protection.of(found.plans, page.now());
        sentence.setText(protection.sentence());
        boolean none = found.plans.isEmpty();
        plan.ladder().setVisible(!none);
        plan.lower().setVisible(!none);
        backUp.setVisible(!none);
        if (none) {
            chosen = null;
            plansCard.empty(new EmptyState(KwIcon.SHIELD, "No plan yet",
                    "A plan says what is backed up, when, and where to. Write one under keepwatch.backup.plans in keepwatch.yaml; it is read at once."));
        } else {
            chosen = chosen(protection);
            grid.show(protection.plans().stream().map(health ->
                    new PlanGrid.Row(health, PlanGrid.sizes(found.points, health.plan().name()))).toList(), chosen.name());
            plan.load(why, chosen);
            boolean running = chosen.activeRun().isPresent();
            backUp.setEnabled(!running && actor.get().role().includes(Role.OPERATOR));
            backUp.setText(running ? "A run of " + chosen.name() + " is on" : found.plans.size() == 1 ? "Back up now" : "Back up " + chosen.name() + " now");
        }
        runsCard.load(why, chosen == null ? null : chosen.name());
    }

    /// The one in the URL, else the worst.
    private PlanStatus chosen(Protection protection) {
        Optional<PlanStatus> wanted = page.parameter(Where.PLAN).flatMap(name ->
                protection.plans().stream().map(PlanHealth::plan).filter(one -> one.name().equals(name)).findFirst());
        return wanted.orElseGet(() -> protection.plans().getFirst().plan());
    }

    private void choose(String name) {
        page.set(Map.of(Where.PLAN, name, RunsCard.RUN, ""));
    }

    private void active(boolean something) {
        watching.something(something);
    }

    private void backUpNow() {
        PlanStatus asked = chosen;
        var who = actor.get();
        if (asked == null || !backUp.isEnabled() || !who.role().includes(Role.OPERATOR)) {
            return;
        }
        backUp.setEnabled(false);
        page.act(() -> runs.start(asked.name(), who), _ -> {
            refusal.clear();
            Notification.show("The backup of " + asked.name() + " has begun.");
            load(PageChange.TICK);
        }, refused -> {
            refusal.say(refused);
            load(PageChange.TICK);
        });
    }

    private void check(Backup point) {
        var who = actor.get();
        if (!who.role().includes(Role.OPERATOR)) {
            return;
        }
        page.act(() -> backups.verify(point.id(), who), _ -> {
            refusal.clear();
            Notification.show("The point of " + Where.moment(page, point) + " is being read again.");
            load(PageChange.TICK);
        }, refusal::say);
    }
}
