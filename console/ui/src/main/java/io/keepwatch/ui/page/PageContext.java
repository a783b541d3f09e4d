package io.keepwatch.ui.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.annotation.UIScope;
import io.keepwatch.telemetry.TimeRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one browser tab shows: its time range, the rest of its URL, whether it is live. Views take it in their
/// constructor, register with [#onChange] and read through [io.keepwatch.ui.element.DataCard] or [#read].
///
/// All methods need the session's lock, as components do.
@org.springframework.stereotype.Component
@UIScope
public class PageContext {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final UI ui = UI.getCurrent();
    private final Clock clock;
    private final BackgroundReads reads;
    private final PageZone zone;
    private final PageKeys keys = new PageKeys();
    private final List<Consumer<PageChange>> listeners = new ArrayList<>();
    private final List<Consumer<LiveState>> liveListeners = new ArrayList<>();
    private final List<Consumer<Instant>> heartbeatListeners = new ArrayList<>();
    /// looked at by the ticker without the session's lock
    private final List<Consumer<Instant>> pulseListeners = new CopyOnWriteArrayList<>();
    private final Map<String, Instant> lateSources = new LinkedHashMap<>();

    private PageUrl url = PageUrl.of("");
    private TimeSelection selection = TimeSelection.LAST_HOUR;
    private volatile TimeRange range;
    private boolean pausedByHand;
    private @Nullable String pauseReason;
    /// read by the ticker without the session's lock
    private volatile boolean ticking;
    private volatile Instant lastRefresh;
    private volatile Instant lastHeartbeat;
    private volatile int readsUnderWay;

    PageContext(Clock clock, LiveTicker ticker, BackgroundReads reads) {
        this.clock = clock;
        this.reads = reads;
        this.zone = new PageZone(ui);
        this.range = selection.resolve(clock.instant());
        this.lastRefresh = clock.instant();
        this.lastHeartbeat = lastRefresh;
        Registration registration = ticker.register(this::tick);
        ui.addDetachListener(event -> registration.remove());
    }

    // --- time

    /// The chosen stretch of time, resolved at the last refresh: the same for every part of the page.
    public TimeRange range() {
        return range;
    }

    public TimeSelection selection() {
        return selection;
    }

    /// The zone in which times are shown.
    public ZoneId zone() {
        return zone.id();
    }

    public Instant now() {
        return clock.instant();
    }

    /// The shortest readable bucket that cuts the range into at most `points`.
    public Duration step(int points) {
        return Steps.of(range.length(), points);
    }

    /// Another stretch of time for the whole page; stands in the URL, and Back returns.
    public void select(TimeSelection chosen) {
        selection = chosen;
        pausedByHand = false;
        push(url.with(chosen).with(PageUrl.LIVE, null));
        refresh(PageChange.RANGE);
    }

    public void showZone(boolean utc) {
        zone.choose(utc);
        notifyListeners(PageChange.ZONE);
    }

    public boolean utc() {
        return zone.utc();
    }

    // --- the rest of the URL

    public String path() {
        return url.path();
    }

    public Optional<String> parameter(String name) {
        return url.parameter(name);
    }

    public String parameter(String name, String otherwise) {
        return url.parameter(name).orElse(otherwise);
    }

    /// Changes a parameter as a step that Back undoes, and tells the page.
    ///
    /// @param value null or blank removes it
    public void set(String name, @Nullable String value) {
        PageUrl changed = url.with(name, value);
        if (!changed.equals(url)) {
            push(changed);
            refresh(PageChange.PARAMETERS);
        }
    }

    /// Several at once; blank values remove.
    public void set(Map<String, String> values) {
        PageUrl changed = url.with(values);
        if (!changed.equals(url)) {
            push(changed);
            refresh(PageChange.PARAMETERS);
        }
    }

    /// Notes a parameter in the URL without a step in the history and without reading again: a selected row, an open tab.
    public void note(String name, @Nullable String value) {
        url = url.with(name, value);
        ui.getPage().getHistory().replaceState(null, url.text());
    }

    /// Several at once.
    public void note(Map<String, String> values) {
        url = url.with(values);
        ui.getPage().getHistory().replaceState(null, url.text());
    }

    /// An address of another page with the same time range, to be used in links.
    public String link(String path, Map<String, String> parameters) {
        return PageUrl.of(path).with(parameters).with(selection).text();
    }

    public String link(String path) {
        return link(path, Map.of());
    }

    /// The address of this page with its range fixed: shows a colleague the same picture.
    public String permanentLink() {
        return url.with(selection.freeze(lastRefresh)).with(PageUrl.LIVE, null).text();
    }

    public void open(String address) {
        String[] parts = address.split("\\?", 2);
        ui.navigate(parts[0], parts.length == 1
                ? com.vaadin.flow.router.QueryParameters.empty()
                : com.vaadin.flow.router.QueryParameters.fromString(parts[1]));
    }

    // --- reading

    /// Calls `listener` when the page should read: once its URL is known, and after each change, while `owner` is attached.
    public void onChange(Component owner, Consumer<PageChange> listener) {
        attached(owner, listeners, listener);
    }

    /// Runs `query` on a virtual thread, then one of the others with the session's lock. Reading stops when `owner`
    /// is detached.
    ///
    /// @param source what is read, in a person's words: "services"
    public <T> BackgroundRead read(Component owner, String source, Callable<T> query, Consumer<T> success, Consumer<Exception> failure) {
        readsUnderWay++;
        var read = new BackgroundRead(ui);
        read.start(reads, owner, query, value -> {
            readsUnderWay--;
            late(source, null);
            success.accept(value);
        }, problem -> {
            readsUnderWay--;
            late(source, clock.instant());
            failure.accept(problem);
        }, () -> readsUnderWay--);
        return read;
    }

    /// Does what a person asked for, on a virtual thread, then calls one of the others with the session's lock. Unlike a read
    /// it goes on when the person leaves the page: nothing is left half done.
    public <T> void act(Callable<T> action, Consumer<T> done, Consumer<Exception> refused) {
        Thread.ofVirtual().name("console-action").start(() -> {
            try {
                T result = action.call();
                tell(() -> done.accept(result));
            } catch (Exception problem) {
                tell(() -> refused.accept(problem));
            }
        });
    }

    private void tell(Runnable words) {
        try {
            ui.access(words::run);
        } catch (UIDetachedException closedMeanwhile) {
            // nobody is left to tell; the audit log has it
            return;
        }
    }

    /// Whether an answer is still awaited.
    boolean reading() {
        return readsUnderWay > 0;
    }

    // --- live

    /// The page's own keys.
    public PageKeys keys() {
        return keys;
    }

    /// Calls `listener` every ten seconds, whether the page is live or not.
    public void onHeartbeat(Component owner, Consumer<Instant> listener) {
        attached(owner, heartbeatListeners, listener);
    }

    /// Calls `listener` every second, whether the page is live or not: for work that is watched while it goes on.
    public void onPulse(Component owner, Consumer<Instant> listener) {
        attached(owner, pulseListeners, listener);
    }

    public LiveState live() {
        if (!selection.relative()) {
            return new LiveState(LiveState.Mode.HISTORY, range.to(), null);
        }
        if (pausedByHand || pauseReason != null) {
            return new LiveState(LiveState.Mode.PAUSED, lastRefresh, pausedByHand ? "paused by hand" : pauseReason);
        }
        return lateSources.entrySet().stream().findFirst()
                .map(late -> new LiveState(LiveState.Mode.STALE, late.getValue(), late.getKey() + " cannot be read"))
                .orElse(new LiveState(LiveState.Mode.LIVE, lastRefresh, null));
    }

    public void onLiveChange(Component owner, Consumer<LiveState> listener) {
        attached(owner, liveListeners, listener);
    }

    /// Live ↔ paused; from a fixed range back to now, with the same length.
    public void toggleLive() {
        if (!selection.relative()) {
            select(TimeSelection.last(range.length()));
            return;
        }
        pausedByHand = !pausedByHand;
        url = url.with(PageUrl.LIVE, pausedByHand ? "0" : null);
        ui.getPage().getHistory().replaceState(null, url.text());
        if (pausedByHand) {
            notifyLive();
        } else {
            refresh(PageChange.TICK);
        }
    }

    /// The browser's own reasons: text is selected, a menu is open, the tab is hidden.
    ///
    /// @param reason null when it is over
    public void pause(@Nullable String reason) {
        pauseReason = reason == null || reason.isBlank() ? null : reason;
        notifyLive();
    }

    // --- called by the frame

    /// A page was opened, or Back or Forward changed its URL.
    public void navigated(Location location) {
        var parameters = new LinkedHashMap<String, String>();
        location.getQueryParameters().getParameters().forEach((name, values) -> parameters.put(name, values.getLast()));
        url = new PageUrl(location.getPath(), parameters);
        lateSources.clear();
        pausedByHand = url.parameter(PageUrl.LIVE).filter("0"::equals).isPresent();
        String from = parameters.get(PageUrl.FROM);
        var chosen = TimeSelection.parse(from, parameters.get(PageUrl.TO), clock.instant());
        chosen.ifPresent(found -> selection = found);
        if (chosen.isEmpty()) {
            // every URL carries its range, so that Back and a pasted link are exact
            url = url.with(selection);
            ui.getPage().getHistory().replaceState(null, url.text());
            if (from != null) {
                Notification.show("The time range in the link cannot be read. Showing the one used last.");
            }
        }
        refresh(PageChange.NAVIGATED);
    }

    private void push(PageUrl changed) {
        url = changed;
        ui.getPage().getHistory().pushState(null, changed.text());
    }

    private void refresh(PageChange change) {
        Instant now = clock.instant();
        lastRefresh = now;
        range = selection.resolve(now);
        notifyListeners(change);
        notifyLive();
    }

    private void notifyListeners(PageChange change) {
        // a listener may attach components that register themselves
        List.copyOf(listeners).forEach(listener -> listener.accept(change));
    }

    private void notifyLive() {
        LiveState state = live();
        ticking = state.mode() == LiveState.Mode.LIVE || state.mode() == LiveState.Mode.STALE;
        List.copyOf(liveListeners).forEach(listener -> listener.accept(state));
    }

    private void late(String source, @Nullable Instant since) {
        boolean changed = since == null ? lateSources.remove(source) != null : lateSources.putIfAbsent(source, since) == null;
        if (changed) {
            notifyLive();
        }
    }

    private void tick() {
        Instant now = clock.instant();
        if (!now.isBefore(lastHeartbeat.plus(HEARTBEAT))) {
            lastHeartbeat = now;
            ui.access(() -> List.copyOf(heartbeatListeners).forEach(listener -> listener.accept(now)));
        }
        if (!pulseListeners.isEmpty()) {
            ui.access(() -> pulseListeners.forEach(listener -> listener.accept(now)));
        }
        boolean due = ticking && readsUnderWay == 0
                && !now.isBefore(lastRefresh.plus(RefreshPeriod.of(range.length())));
        if (due) {
            ticking = false; // until this tick has been handled: a slow page gets no second one
            ui.access(() -> refresh(PageChange.TICK));
        }
    }

    private static <T> void attached(Component owner, List<Consumer<T>> to, Consumer<T> listener) {
        if (owner.isAttached()) {
            to.add(listener);
        }
        owner.addAttachListener(event -> to.add(listener));
        owner.addDetachListener(event -> to.remove(listener));
    }
}
