package io.keepwatch.ui.restores;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestorePlan;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Restores;
import io.keepwatch.ui.backups.PointState;
import io.keepwatch.ui.backups.Where;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.StatusBadge;
import io.keepwatch.ui.element.StatusBadge.Tone;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.MainLayout;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything one wants to know before a restore, on one page: what stands against it, what it does, what is lost; then the name, typed.
@Route("restores/new")
@PermitAll
@StyleSheet("context://kw/kw-services.css")
@StyleSheet("context://kw/kw-settings.css")
@StyleSheet("context://kw/kw-vault.css")
final class NewRestoreView extends Main implements Trail {

    private final PageContext page;
    private final Backups backups;
    private final Plans plans;
    private final Restores restores;
    private final LostWrites lostWrites;
    private final CurrentActor actor;
    private final H2 title = new H2();
    private final Div badge = new Div();
    private final Paragraph promise = new Paragraph();
    private final TargetChoice where;
    private final PreflightCard preflight;
    private final PlanCard planCard;
    private final LossCard loss;
    private final PastCard past;
    private final ConfirmCard confirm;
    private final DataCard state;
    private final Div parts;
    private @Nullable Backup point;
    private @Nullable Choice choice;
    private List<Restore> before = List.of();

    NewRestoreView(PageContext page, Backups backups, Plans plans, Restores restores, LostWrites lostWrites, CurrentActor actor) {
        this.page = page;
        this.backups = backups;
        this.plans = plans;
        this.restores = restores;
        this.lostWrites = lostWrites;
        this.actor = actor;
        setId("content");
        addClassNames("kw-page", "kw-new-restore");
        title.addClassName("kw-sentence");
        promise.addClassName("kw-t2");
        where = new TargetChoice(page);
        preflight = new PreflightCard(page, restores, this::looked);
        planCard = new PlanCard(page);
        loss = new LossCard(page);
        past = new PastCard(page);
        confirm = new ConfirmCard(actor.get(), new Anchor("restores", "Cancel"), this::start);
        state = new DataCard(page, "Point");
        state.setShown(false);
        var left = new Div(preflight.card(), past.card());
        left.addClassName("kw-col");
        var right = new Div(planCard.card(), loss.card(), confirm);
        right.addClassName("kw-col");
        parts = new Div(left, right);
        parts.addClassNames("kw-restore-split");
        var head = new Div(title, badge);
        head.addClassName("kw-row");
        add(new Div(head, promise), state, where, parts);
        page.onHeartbeat(this, now -> {
            preflight.age(now);
            ages();
        });
        page.onChange(this, why -> {
            if (!why.quiet()) { // a form that is being filled is not taken away
                load(why);
            }
        });
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Restores", "restores"));
    }

    @Override
    public String heading() {
        return point == null ? "New restore" : "Restore to " + Where.moment(page, point);
    }

    private record Found(Optional<Backup> point, List<Restore> before, List<String> servers, LostWrites.Writes writes) {}

    private void load(PageChange why) {
        String id = page.parameter(Choice.POINT, "");
        state.load(why, () -> {
            Optional<Backup> found = backups.find(id);
            return new Found(found, restores.all(), plans.servers(),
                    found.map(one -> lostWrites.since(one.database(), one.startedAt(), page.now())).orElse(new LostWrites.Writes(Map.of(), false)));
        }, found -> show(why, found));
        if (point == null) {
            parts.setVisible(false);
            where.setVisible(false);
            state.setShown(true);
        }
    }

    private void show(PageChange why, Found found) {
        boolean known = found.point.isPresent();
        state.setShown(!known);
        parts.setVisible(known);
        where.setVisible(known);
        if (!known) {
            title.setText("Which point?");
            state.empty(new EmptyState(KwIcon.POINT, "Choose the recovery point to go back to",
                    "The page then looks at everything that stands against it, and changes nothing.", new Anchor(page.link("points"), "Recovery points")));
            return;
        }
        Backup chosen = found.point.get();
        point = chosen;
        choice = Choice.of(page, chosen);
        before = found.before;
        title.setText("Restore " + chosen.database().namespace() + " to " + Where.moment(page, chosen));
        getUI().flatMap(ui -> ui.getChildren().filter(MainLayout.class::isInstance).map(MainLayout.class::cast).findFirst()).ifPresent(MainLayout::retitle);
        badge(chosen);
        promise.setText(choice.mode() == Mode.SWAP
                ? "A clone is made and verified beside the running database, then takes its name. Nothing is deleted; the old one is kept for the undo."
                : "A clone is made and verified beside the running database, which is not touched.");
        where.show(choice, found.servers);
        past.show(found.before, chosen.plan());
        loss.show(chosen, choice.mode(), found.writes);
        preflight.look(why, choice.request(chosen));
    }

    private void badge(Backup chosen) {
        badge.removeAll();
        PointState trust = PointState.of(chosen);
        var at = chosen.verification().at();
        String words = Character.toUpperCase(trust.words().charAt(0)) + trust.words().substring(1)
                + (at == null ? "" : " " + Format.roughAge(Duration.between(at, page.now())) + " ago");
        badge.add(new StatusBadge(trust == PointState.UNSAFE ? Tone.CRITICAL : trust.verified() ? Tone.PROTECTED : Tone.WARNING, words));
    }

    private void looked(Optional<RestorePlan> found) {
        Backup chosen = point;
        Choice how = choice;
        if (chosen == null || how == null) {
            return;
        }
        found.ifPresentOrElse(plan -> planCard.show(plan, how.mode(), Past.of(before, chosen.plan(), how.mode())), planCard::waiting);
        confirm.show(how.mode(), how.database(), because(found, how));
    }

    private String because(Optional<RestorePlan> found, Choice how) {
        if (found.isEmpty()) {
            return "The pre-flight is still running.";
        }
        if (found.get().isBlocked()) {
            return "A red check stands against it; mend it and run the pre-flight again.";
        }
        if (!preflight.allows()) {
            return "An amber check needs your yes.";
        }
        return how.database().isBlank() ? "The database needs a name." : "";
    }

    private void ages() {
        Backup chosen = point;
        if (chosen != null) {
            badge(chosen);
        }
    }

    private void start() {
        Backup chosen = point;
        Choice how = choice;
        Optional<RestorePlan> plan = preflight.plan();
        if (chosen == null || how == null || plan.isEmpty() || !preflight.allows()) {
            return;
        }
        var who = actor.get();
        confirm.starting(true);
        var request = how.request(chosen, confirm.typed(), confirm.reason(), plan.get().planHash());
        page.act(() -> restores.start(request, who), id -> page.open(Where.restore(page, id)), problem -> {
            confirm.refused(problem);
            preflight.look(PageChange.PARAMETERS, how.request(chosen)); // what was looked at may no longer be true
        });
    }
}
