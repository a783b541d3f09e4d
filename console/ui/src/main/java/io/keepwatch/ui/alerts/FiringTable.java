package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.alerting.backtest.BackTestResult;
import io.keepwatch.alerting.backtest.Firing;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.Status;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The times that a replayed rule fires, the newest first, and how the draft differs there.
final class FiringTable extends Div {

    private static final int MOST = 60;
    private static final Duration MARGIN = Duration.ofMinutes(15);

    private record Row(Firing firing, Glyph glyph, String compared) {}

    private final PageContext page;

    FiringTable(PageContext page) {
        this.page = page;
        addClassName("kw-firings");
    }

    void show(@Nullable BackTestResult now, @Nullable BackTestResult draft, RuleUnit unit) {
        removeAll();
        List<Row> rows = rows(now, draft);
        rows.stream().limit(MOST).forEach(row -> add(line(row, unit)));
        if (rows.size() > MOST) {
            var more = new Span("and " + Format.count(rows.size() - MOST) + " before");
            more.addClassNames("kw-t3", "kw-small");
            add(more);
        }
    }

    private static List<Row> rows(@Nullable BackTestResult now, @Nullable BackTestResult draft) {
        List<Row> rows = new ArrayList<>();
        BackTestResult shown = draft == null ? now : draft;
        if (shown == null) {
            return rows;
        }
        for (Firing firing : shown.firings()) {
            boolean compared = draft != null && now != null;
            boolean both = compared && now.caught(firing);
            rows.add(new Row(firing, compared && !both ? Glyph.WARNING : Severity.of(firing.labels()).glyph(),
                    !compared ? "" : both ? "fires now too" : "fires only as drafted"));
        }
        if (draft != null && now != null) {
            now.firings().stream().filter(firing -> !draft.caught(firing))
                    .forEach(firing -> rows.add(new Row(firing, Glyph.WAITING, "no longer fires")));
        }
        rows.sort(Comparator.comparing((Row row) -> row.firing.firedAt()).reversed());
        return rows;
    }

    private NativeButton line(Row row, RuleUnit unit) {
        var times = new TimeFormat(page.zone());
        Firing firing = row.firing;
        Instant until = firing.until();
        var which = new Span(firing.labels().without(List.of("alertname", "severity")).toMap().values().stream().reduce((a, b) -> a + ", " + b).orElse(""));
        which.addClassNames("kw-t2", "kw-ellipsis");
        var compared = new Span(row.compared);
        compared.addClassName("kw-t2");
        String length = until == null ? "still fires" : Format.age(Duration.between(firing.firedAt(), until));
        var line = new NativeButton("", event -> look(firing));
        line.add(new Status(row.glyph, (firing.earlier() ? "before " : "") + times.near(firing.firedAt(), page.now())), new Span(length),
                new Span(unit.text(firing.worst())), which, compared);
        line.addClassName("kw-firing");
        line.setTitle(firing.labels() + (firing.noData() ? ", a part of it without data" : "") + ". Show the time around it");
        return line;
    }

    private void look(Firing firing) {
        Instant until = firing.until() == null ? page.now() : firing.until();
        page.select(TimeSelection.between(firing.activeAt().minus(MARGIN), until.plus(MARGIN)));
    }
}
