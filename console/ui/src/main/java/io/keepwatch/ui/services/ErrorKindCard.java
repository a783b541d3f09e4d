package io.keepwatch.ui.services;

import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.Lines;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.element.Lines.Line;
import io.keepwatch.ui.services.health.ErrorKind;
import io.keepwatch.ui.services.health.ErrorKindReader;
import io.keepwatch.ui.services.health.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Failures by kind, each with how often and since when.
public final class ErrorKindCard {

    /// Kinds are counted from the spans themselves, which costs more than all else on the page.
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final PageContext page;
    private final ErrorKindReader reader;
    private final int most;
    private final Lines lines = new Lines();
    private final DataCard card;
    private Instant lastRead = Instant.EPOCH;

    public ErrorKindCard(PageContext page, ErrorKindReader reader, int most) {
        this.page = page;
        this.reader = reader;
        this.most = most;
        this.card = new DataCard(page, "Errors by kind").flush().with(lines);
    }

    public DataCard card() {
        return card;
    }

    /// @param service null for all services
    public void load(PageChange why, @Nullable String service, Windows windows) {
        if (why.quiet() && page.now().isBefore(lastRead.plus(PAUSE))) {
            return;
        }
        lastRead = page.now();
        card.load(why, () -> reader.kinds(service, windows.range(), most), kinds -> show(kinds, service));
    }

    private void show(List<ErrorKind> kinds, @Nullable String service) {
        lines.show(kinds.stream().map(kind -> line(kind, service)).toList(), "No span failed in this time.");
    }

    private Line line(ErrorKind kind, @Nullable String service) {
        String what = kind.operation().isEmpty() ? kind.name() : kind.name() + " in " + kind.operation();
        String title = what + (service == null ? " of " + kind.service() : "") + ", " + Format.count(kind.count(), "failed span");
        Glyph glyph = !kind.now() ? Glyph.GOOD : kind.newAt() != null ? Glyph.CRITICAL : Glyph.WARNING;
        String since = !kind.now() ? "last " + new TimeFormat(page.zone()).near(kind.last(), page.now()) : kind.newAt() == null ? "usual" : "new at " + new TimeFormat(page.zone()).near(kind.newAt(), page.now());
        String often = kind.now() ? Format.number(kind.perMinute()) + Format.GAP + "/min" : Format.count(kind.count());
        return new Line(glyph, what, page.link("traces", Map.of("q", kind.query())), title, often, since);
    }
}
