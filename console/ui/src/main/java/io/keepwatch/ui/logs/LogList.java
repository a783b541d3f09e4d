package io.keepwatch.ui.logs;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogPosition;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.logs.LogStore.Page;
import io.keepwatch.ui.logs.LogViewSwitch.LogsAs;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.search.Loosening;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The lines of a search: the newest first, older ones as they are scrolled to, new ones as they arrive; or the
/// neighbours of one record.
final class LogList {

    private static final int TAIL = 1_000;

    private final PageContext page;
    private final LogStore store;
    private final LogLines lines = new LogLines();
    private final Div banner = new Div();
    private final Span readTime = new Span();
    private final TailButton tail;
    private final NothingFound nothing;
    private final RecordActions actions;
    private final DataCard card;

    private SearchQuery query = SearchQuery.ALL;
    private TimeRange range;
    private @Nullable LogPosition newest;
    private @Nullable LogPosition oldest;
    private boolean atTop = true;
    /// what is shown is not the newest: the neighbours of a record, or a list that starts with one
    private boolean standing;

    LogList(PageContext page, LogStore store, Consumer<SearchQuery> onQuery) {
        this.page = page;
        this.store = store;
        this.range = page.range();
        lines.onMore(this::older);
        lines.onTop(top -> atTop = top);
        lines.onOpen(this::open);
        banner.addClassName("kw-lines-banner");
        banner.setVisible(false);
        tail = new TailButton(page);
        nothing = new NothingFound(page, onQuery);
        actions = new RecordActions(page, store, lines, () -> query, onQuery, (retry, words) -> showBanner(words, "Retry", retry));
        lines.onAct(actions::act);
        card = new DataCard(page, "Lines").describe("newest first").action(new ColumnsMenu(page, lines::without), tail, new LogViewSwitch(page, LogsAs.LINES)).flush().with(banner, lines);
        card.addClassNames("kw-lines-card", "kw-fill");
        card.add(foot());
        tail.show();
        bindKeys();
    }

    void unreadable() {
        card.empty(nothing.unreadable());
    }

    DataCard card() {
        return card;
    }

    private Div foot() {
        readTime.addClassName("kw-push");
        var foot = new Div(new KeyHint("line", "J", "K"), new KeyHint("open", "Enter"), new KeyHint("more or none like it", "+", "−"),
                new KeyHint("trace", "T"), new KeyHint("±5 s", "Z"), readTime);
        foot.addClassName("kw-card-foot");
        return foot;
    }

    /// The browser handles these itself; bound here so that `?` lists them.
    private void bindKeys() {
        page.keys().bind(card, "t", "trace of the line", () -> lines.act(LogLines.Act.TRACE));
        page.keys().bind(card, "z", "everything ±5 s around the line", () -> lines.act(LogLines.Act.AROUND));
        page.keys().bind(card, "+", "only lines like this one, or this value", () -> lines.act(LogLines.Act.REQUIRE));
        page.keys().bind(card, "-", "no lines like this one, or this value", () -> lines.act(LogLines.Act.EXCLUDE));
    }

    // --- reading

    void load(PageChange why, SearchQuery search) {
        if (why.quiet() && (standing || !tail.tailing())) {
            return;
        }
        query = search;
        range = page.range();
        if (!why.quiet()) {
            lines.close();
            if (why != PageChange.NAVIGATED) {
                page.note(LogsView.AT, null);
            }
        }
        tail.show();
        Optional<LogPosition> context = RecordKey.parse(page.parameter(LogsView.CONTEXT, ""));
        if (context.isPresent()) {
            loadContext(why, context.get());
        } else if (why.quiet() && !atTop) {
            loadNewer();
        } else {
            loadNewest(why);
        }
    }

    private record Found(Page page, Optional<Loosening> loosening, Duration took) {}

    private void loadNewest(PageChange why) {
        Optional<LogPosition> at = why.quiet() ? Optional.empty() : RecordKey.parse(page.parameter(LogsView.AT, ""));
        SearchQuery search = query;
        TimeRange time = range;
        card.load(why, () -> {
            long started = System.nanoTime();
            Page read = at.map(position -> store.pageWith(position, time, search)).orElseGet(() -> store.page(time, search, null));
            var took = Duration.ofNanos(System.nanoTime() - started);
            Optional<Loosening> loosening = read.records().isEmpty()
                    ? Loosening.of(search, looser -> store.reader().count(time, looser)) : Optional.empty();
            return new Found(read, loosening, took);
        }, found -> show(found, at, why.quiet()));
    }

    private void show(Found found, Optional<LogPosition> at, boolean quiet) {
        Page read = found.page;
        readTime.setText("read in " + Format.duration(found.took.toNanos()));
        remember(read);
        if (read.records().isEmpty()) {
            card.empty(nothing.with(query, found.loosening));
            return;
        }
        standing = at.isPresent() && read.records().getFirst().position().equals(at.get());
        showBanner(standing ? "From " + times().millis(read.records().getFirst().time()) + " on." : "", "Show the newest", this::showNewest);
        boolean dated = range.length().compareTo(Duration.ofHours(24)) > 0;
        lines.dated(dated);
        if (quiet) {
            lines.refresh(shown(read.records()), read.more());
            return;
        }
        lines.show(shown(read.records()), read.more(), at.map(RecordKey::of).orElse(null));
        atTop = true;
        at.ifPresent(position -> open(RecordKey.of(position)));
    }

    private record Neighbours(LogRecord record, Page around) {}

    private void loadContext(PageChange why, LogPosition position) {
        standing = true;
        card.load(why, () -> store.find(position).map(record -> new Neighbours(record, store.context(record))), found -> {
            if (found.isEmpty()) {
                card.empty(new EmptyState(KwIcon.LOGS, "The line is not stored any more",
                        "Its retention is over, or the link is not complete.", NothingFound.button("Back to the search", this::leaveContext)));
                return;
            }
            LogRecord marked = found.get().record;
            remember(found.get().around);
            lines.show(shown(found.get().around.records()), false, null);
            lines.mark(RecordKey.of(position));
            showBanner("Lines of " + marked.service() + " around " + times().millis(marked.time()) + ", whatever the search.",
                    "Back to the search", this::leaveContext);
        });
    }

    private void leaveContext() {
        page.set(LogsView.CONTEXT, null);
    }

    private void showNewest() {
        page.note(LogsView.AT, null);
        load(PageChange.PARAMETERS, query);
    }

    /// The person reads further down: what is new is put above and counted.
    private void loadNewer() {
        if (newest == null) {
            return;
        }
        LogPosition from = newest;
        SearchQuery search = query;
        page.read(card, "new lines", () -> store.reader().after(from, search, TAIL), found -> {
            if (!found.isEmpty() && from.equals(newest)) {
                newest = found.getLast().position();
                lines.prepend(shown(found.reversed()));
            }
        }, problem -> {
            // the live state in the top bar says that lines are late; the next tick tries again
        });
    }

    private void older() {
        if (oldest == null) {
            return;
        }
        LogPosition before = oldest;
        SearchQuery search = query;
        TimeRange time = range;
        page.read(card, "older lines", () -> store.page(time, search, before), read -> {
            if (before.equals(oldest)) {
                oldest = read.oldest();
                lines.append(shown(read.records()), read.more());
            }
        }, problem -> showBanner("Older lines cannot be read.", "Retry", () -> {
            showBanner("", "", () -> {});
            older();
        }));
    }

    private void remember(Page read) {
        newest = read.newest();
        oldest = read.oldest();
    }

    // --- one record

    private void open(String key) {
        Optional<LogPosition> position = RecordKey.parse(key);
        if (position.isEmpty()) {
            lines.close();
            page.note(LogsView.AT, null);
            return;
        }
        actions.with(position.get(), record -> {
            var detail = new RecordDetail(page, record, actions::narrow);
            lines.open(key, detail);
            page.note(LogsView.AT, key);
            TimeRange time = range;
            page.read(detail, "occurrences", () -> store.occurrences(record, time), found -> found.ifPresent(detail::show), problem -> {
                // the record itself is shown; how often it occurs is an extra
            });
        });
    }

    // --- parts

    private List<LogLine> shown(List<LogRecord> records) {
        boolean dated = range.length().compareTo(Duration.ofHours(24)) > 0;
        return records.stream().map(record -> LogLine.of(record, times(), dated)).toList();
    }

    private TimeFormat times() {
        return new TimeFormat(page.zone());
    }

    private void showBanner(String text, String action, Runnable run) {
        banner.removeAll();
        banner.setVisible(!text.isEmpty());
        if (!text.isEmpty()) {
            banner.add(new Span(text), NothingFound.button(action, run));
        }
    }
}
