package io.keepwatch.ui.restores;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.Check.Status;
import io.keepwatch.backup.RestorePlan;
import io.keepwatch.backup.RestoreRequest;
import io.keepwatch.backup.Restores;
import io.keepwatch.ui.backups.CheckList;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What stands against the restore: looked at once, again on demand, and by itself when the answer is two minutes old. What is amber
/// needs a tick, what is red blocks.
final class PreflightCard {

    private static final Duration STALE = Duration.ofMinutes(2);

    private final PageContext page;
    private final Restores restores;
    private final Consumer<Optional<RestorePlan>> onResult;
    private final UnorderedList list = new UnorderedList();
    private final Button again = new Button("Run again");
    private final DataCard card;
    /// what somebody has seen and accepted: a finding that changes its words must be accepted anew
    private final Set<Check> ticked = new HashSet<>();
    private @Nullable RestoreRequest request;
    private @Nullable RestorePlan plan;
    private Instant lookedAt = Instant.EPOCH;

    /// @param onResult told of each result, and of nothing while it is being looked
    PreflightCard(PageContext page, Restores restores, Consumer<Optional<RestorePlan>> onResult) {
        this.page = page;
        this.restores = restores;
        this.onResult = onResult;
        list.addClassName("kw-checks");
        again.addThemeVariants(ButtonVariant.SMALL);
        again.addClickListener(event -> {
            if (request != null) {
                look(PageChange.PARAMETERS, request);
            }
        });
        card = new DataCard(page, "Pre-flight").flush().action(again).with(list);
        card.addClassName("kw-preflight");
    }

    DataCard card() {
        return card;
    }

    void look(PageChange why, RestoreRequest wanted) {
        if (!wanted.equals(request)) {
            ticked.clear();
        }
        request = wanted;
        if (!why.quiet()) {
            plan = null;
            onResult.accept(Optional.empty());
        }
        lookedAt = page.now();
        card.load(why, () -> restores.dryRun(wanted), this::show);
    }

    /// Looks again when the answer is old.
    void age(Instant now) {
        if (request != null && plan != null && Duration.between(lookedAt, now).compareTo(STALE) > 0) {
            look(PageChange.TICK, request);
        }
    }

    /// Whether nothing is red and everything amber was ticked.
    boolean allows() {
        return plan != null && !plan.isBlocked() && ambers(plan).stream().allMatch(ticked::contains);
    }

    Optional<RestorePlan> plan() {
        return Optional.ofNullable(plan);
    }

    private void show(RestorePlan found) {
        plan = found;
        lookedAt = page.now();
        long red = found.checks().stream().filter(check -> check.status() == Status.RED).count();
        long amber = ambers(found).size();
        card.describe(found.checks().size() + " checks at " + new TimeFormat(page.zone()).seconds(lookedAt)
                + (red > 0 ? ", " + red + (red == 1 ? " stands against it" : " stand against it") : amber > 0 ? ", " + amber + (amber == 1 ? " needs" : " need") + " your yes" : ", nothing stands against it"));
        list.removeAll();
        found.checks().stream().sorted(Comparator.comparing((Check check) -> check.status()).reversed()).forEach(check -> list.add(row(check)));
        onResult.accept(Optional.of(found));
    }

    private ListItem row(Check check) {
        ListItem row = CheckList.row(check);
        if (check.status() == Status.AMBER) {
            var tick = new Checkbox("I have read this and go on", ticked.contains(check));
            tick.addValueChangeListener(event -> {
                if (event.getValue()) {
                    ticked.add(check);
                } else {
                    ticked.remove(check);
                }
                onResult.accept(plan());
            });
            row.add(tick);
        }
        return row;
    }

    private static List<Check> ambers(RestorePlan plan) {
        return plan.checks().stream().filter(check -> check.status() == Status.AMBER).toList();
    }
}
