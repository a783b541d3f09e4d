package io.keepwatch.ui.backups;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.Targets;
import io.keepwatch.backup.Targets.TargetStatus;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where backups are kept: whether each place answers, and a test of all that a backup and a restore will do there.
final class TargetsCard {

    private final PageContext page;
    private final Targets targets;
    private final CurrentActor actor;
    private final Div list = new Div();
    private final Map<String, TargetPart> parts = new LinkedHashMap<>();
    private final DataCard card;

    TargetsCard(PageContext page, Targets targets, CurrentActor actor) {
        this.page = page;
        this.targets = targets;
        this.actor = actor;
        card = new DataCard(page, "Targets").flush().with(list);
    }

    DataCard card() {
        return card;
    }

    void load(PageChange why) {
        card.load(why, targets::all, this::show);
    }

    private void show(List<TargetStatus> all) {
        if (all.isEmpty()) {
            card.empty(new EmptyState(KwIcon.DATABASE, "No target", "Name one under keepwatch.backup.targets in keepwatch.yaml."));
            return;
        }
        if (!List.copyOf(parts.keySet()).equals(all.stream().map(TargetStatus::name).toList())) {
            list.removeAll();
            parts.clear();
            all.forEach(target -> {
                var part = new TargetPart(target.name());
                parts.put(target.name(), part);
                list.add(part);
            });
        }
        all.forEach(target -> parts.get(target.name()).show(target));
    }

    private final class TargetPart extends Div {

        private final Div state = new Div();
        private final Span place = new Span();
        private final Span type = new Span();
        private final Paragraph problem = new Paragraph();
        private final Refusal refusal = new Refusal();
        private final CheckList result = new CheckList();
        private final Button test;

        TargetPart(String name) {
            addClassName("kw-target");
            state.addClassName("kw-status");
            var title = new Span(name);
            title.addClassName("kw-strong");
            type.addClassName("kw-t3");
            test = NeedsRole.guard(new Button("Test target", event -> test(name)), actor.get(), Role.OPERATOR);
            test.addThemeVariants(ButtonVariant.SMALL);
            test.setAriaLabel("Test target " + name);
            test.addClassName("kw-push");
            var head = new Div(state, title, type, test);
            head.addClassName("kw-row");
            place.addClassNames("kw-mono", "kw-t2", "kw-ellipsis");
            problem.addClassName("kw-crit");
            result.setVisible(false);
            add(head, place, problem, refusal, result);
        }

        void show(TargetStatus target) {
            state.removeAll();
            Glyph glyph = target.up() == null ? Glyph.WAITING : target.up() ? Glyph.GOOD : Glyph.CRITICAL;
            state.add(glyph.create());
            String seen = target.seenAt() == null ? "nobody has looked yet"
                    : (Boolean.TRUE.equals(target.up()) ? "answered at " : "did not answer at ") + new TimeFormat(page.zone()).near(target.seenAt(), page.now());
            type.setText(target.type() + ", " + seen);
            place.setText(target.place());
            place.setTitle(target.place());
            problem.setVisible(target.problem() != null);
            problem.setText(target.problem() == null ? "" : target.problem());
        }

        private void test(String name) {
            var who = actor.get();
            test.setEnabled(false);
            test.setText("Testing …");
            page.act(() -> targets.test(name, who), this::tested, refused -> {
                over();
                refusal.say(refused);
            });
        }

        private void tested(List<Check> checks) {
            over();
            refusal.clear();
            result.show(checks);
            result.setVisible(true);
            load(PageChange.TICK);
        }

        private void over() {
            test.setEnabled(true);
            test.setText("Test again");
        }
    }
}
