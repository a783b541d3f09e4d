package io.keepwatch.ui.restores;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.RunStep;
import io.keepwatch.ui.backups.Bar;
import io.keepwatch.ui.backups.RunWords;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The phases of a run from left to right, each with its time, its bytes and how far it is.
final class PhaseStrip extends Div {

    private final PageContext page;
    private final List<Part> parts = new ArrayList<>();

    PhaseStrip(PageContext page) {
        this.page = page;
        addClassNames("kw-card", "kw-phases");
        getElement().setAttribute("role", "list").setAttribute("aria-label", "Phases");
    }

    void show(List<RunStep> steps) {
        while (parts.size() > steps.size()) {
            remove(parts.removeLast());
        }
        for (int i = 0; i < steps.size(); i++) {
            if (i == parts.size()) {
                parts.add(new Part());
                add(parts.get(i));
            }
            parts.get(i).show(i + 1, steps.get(i));
        }
    }

    private final class Part extends Div {

        private final Span glyph = new Span();
        private final Span name = new Span();
        private final Span at = new Span();
        private final Span how = new Span();
        private final Span figures = new Span();
        private final Bar bar = new Bar();
        private @Nullable Phase shown;

        Part() {
            addClassName("kw-phase");
            getElement().setAttribute("role", "listitem");
            name.addClassNames("kw-verdict", "kw-ellipsis");
            at.addClassNames("kw-t3", "kw-push");
            how.addClassName("kw-ellipsis");
            figures.addClassNames("kw-t2", "kw-push");
            var head = new Div(glyph, name, at);
            head.addClassName("kw-row");
            var words = new Div(how, figures);
            words.addClassNames("kw-row", "kw-small");
            add(head, words, bar);
        }

        void show(int number, RunStep step) {
            if (step.phase() != shown) {
                shown = step.phase();
                glyph.removeAll();
                Glyph shape = RunWords.glyph(step.phase());
                glyph.add(shape.create());
                setClassName("now", !step.phase().isEnd() && step.phase() != Phase.PENDING);
                setClassName("crit", step.phase() == Phase.FAILED);
                setClassName("later", step.phase() == Phase.PENDING);
            }
            Instant now = page.now();
            name.setText(number + ". " + Character.toUpperCase(step.name().charAt(0)) + step.name().substring(1).replace('-', ' '));
            name.setTitle(step.description());
            at.setText(step.startedAt() == null ? "" : new TimeFormat(page.zone()).seconds(step.startedAt()));
            how.setText(how(step, now));
            how.setTitle(step.detail() == null ? "" : step.detail());
            figures.setText(figures(step, now));
            bar.setClassName("keep", step.phase() == Phase.COMPLETED);
            bar.show(RunWords.percent(step), step.phase() == Phase.RUNNING);
        }

        private static String how(RunStep step, Instant now) {
            String took = RunWords.took(step, now).map(RunWords::length).orElse("");
            return switch (step.phase()) {
                case PENDING -> "waits";
                case RUNNING, WAITING -> step.detail() == null || step.detail().isBlank() ? took : step.detail();
                case COMPLETED -> "done in " + took;
                case FAILED -> "failed after " + took;
                case CANCELLED -> "stopped after " + took;
            };
        }

        private static String figures(RunStep step, Instant now) {
            return Stream.of(Optional.of(RunWords.bytes(step)).filter(bytes -> !bytes.isEmpty()),
                    RunWords.left(step, now).map(left -> "about " + RunWords.length(left) + " left")).flatMap(Optional::stream).collect(Collectors.joining(" · "));
        }
    }
}
