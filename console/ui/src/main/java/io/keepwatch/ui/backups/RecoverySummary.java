package io.keepwatch.ui.backups;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.backup.Plans;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// "Can we get it back?": the age of each plan's newest good point against what it promises, for Overview.
public final class RecoverySummary {

    private static final int MOST = 4;

    private final PageContext page;
    private final Plans plans;
    private final Div list = new Div();
    private final DataCard card;
    private @Nullable Object shown;

    public RecoverySummary(PageContext page, Plans plans) {
        this.page = page;
        this.plans = plans;
        list.addClassName("kw-recovery");
        card = new DataCard(page, "Can we get it back?").action(new Anchor("backups", "Backups")).with(list);
    }

    public DataCard card() {
        return card;
    }

    public void load(PageChange why) {
        card.load(why, plans::all, this::show);
    }

    private void show(List<PlanStatus> all) {
        if (all.isEmpty()) {
            card.empty(new EmptyState(KwIcon.SHIELD, "Nothing is protected yet", "Write a plan under keepwatch.backup.plans in keepwatch.yaml."));
            return;
        }
        List<PlanHealth> worst = Protection.of(all, page.now()).plans().stream().limit(MOST).toList();
        Object now = worst.stream().map(health -> List.of(health.plan(), health.ageWords(), page.zone())).toList();
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        list.removeAll();
        worst.forEach(health -> list.add(row(health)));
    }

    private Div row(PlanHealth health) {
        var name = new Anchor(Where.plan(page, health.plan().name()), health.plan().name());
        name.addClassNames("kw-plain", "kw-strong");
        var what = new Span(health.plan().sourceType());
        what.addClassNames("kw-t3", "kw-ellipsis");
        var age = new Span(health.ageWords());
        age.addClassName("kw-push");
        if (!health.tone().isEmpty()) {
            age.addClassName("kw-" + health.tone());
        }
        var promise = new Span(health.promiseWords());
        promise.addClassName("kw-t3");
        var glyph = health.glyph().create();
        var head = new Div(glyph, name, what, age, promise);
        head.addClassName("kw-row");
        var bar = new Bar().tone("keep");
        if (!health.tone().isEmpty()) {
            bar.tone(health.tone());
        }
        bar.show(Optional.of(health.percent()), false);
        var row = new Div(head, bar, new Paragraph(words(health)));
        return row;
    }

    private String words(PlanHealth health) {
        if (health.needsALook() && health.plan().state() != PlanStatus.State.PROTECTED) {
            return health.plan().stateReason();
        }
        Instant verified = health.plan().lastVerifiedAt();
        var times = new TimeFormat(page.zone());
        return health.point().map(point -> "point " + times.near(point.startedAt(), page.now()) + ", " + PointState.of(point).words()
                + (verified == null || !PointState.of(point).verified() ? "" : " at " + times.near(verified, page.now())))
                .orElse(health.plan().stateReason());
    }
}
