package io.keepwatch.ui.restores;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.backup.RestorePlan;
import io.keepwatch.backup.RestorePlan.PlannedStep;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.ui.backups.RunWords;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What will be done: each step, how long it took before, what users feel, and the way out of it.
final class PlanCard {

    private final OrderedList list = new OrderedList();
    private final DataCard card;

    PlanCard(PageContext page) {
        list.addClassName("kw-plan-steps");
        card = new DataCard(page, "Plan").flush().with(list);
    }

    DataCard card() {
        return card;
    }

    void waiting() {
        card.describe("follows from the pre-flight");
        list.removeAll();
        card.empty(new EmptyState(KwIcon.LIST, "The pre-flight is running", "The steps stand here when it is over."));
    }

    void show(RestorePlan plan, Mode mode, Past past) {
        List<PlannedStep> steps = plan.steps();
        int swap = IntStream.range(0, steps.size()).filter(i -> Production.isSwap(steps.get(i).name())).findFirst().orElse(steps.size());
        card.describe(mode == Mode.CLONE ? "production is not touched at any step" : "production is untouched until the swap; stopped before it, what was made is dropped");
        list.removeAll();
        for (int i = 0; i < steps.size(); i++) {
            list.add(row(i + 1, steps.get(i), past, mode == Mode.CLONE ? Effect.NONE : i < swap ? Effect.NONE : i == swap ? Effect.SWAP : Effect.AFTER));
        }
        card.content();
    }

    private enum Effect {
        NONE("Users: nothing", ""),
        SWAP("Users: reconnect, seconds", "Undo: swap back"),
        AFTER("Users: normal service", "Undo: swap back");

        private final String users;
        private final String wayOut;

        Effect(String users, String wayOut) {
            this.users = users;
            this.wayOut = wayOut;
        }
    }

    private static ListItem row(int number, PlannedStep step, Past past, Effect effect) {
        var place = new Span(String.valueOf(number));
        place.addClassName("kw-step-number");
        var name = new Span(Character.toUpperCase(step.name().charAt(0)) + step.name().substring(1).replace('-', ' '));
        name.addClassName("kw-strong");
        Optional<String> usual = past.usual(step.name()).map(RunWords::length);
        var length = new Span(usual.map(text -> "about " + text).orElse(""));
        length.addClassName("kw-t2");
        usual.ifPresent(_ -> length.setTitle("the median of " + past.restores().size() + " restores of this plan"));
        var words = new Span(step.description());
        words.setTitle(step.description());
        var users = new Span(effect.users);
        users.addClassName(effect == Effect.SWAP ? "kw-warn" : "kw-t2");
        var wayOut = new Span(effect.wayOut);
        wayOut.addClassName("kw-t3");
        wayOut.setVisible(!effect.wayOut.isEmpty());
        var effects = new Div(users, wayOut);
        effects.addClassName("kw-effects");
        var row = new ListItem(place, name, length, words, effects);
        return row;
    }
}
