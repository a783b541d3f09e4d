package io.keepwatch.observability;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets one message of one logger pass a few times a minute, by the time of the events themselves.
final class RepeatLimit {

    private static final int PER_MINUTE = 10;
    private static final long MINUTE = 60_000;
    private static final int MOST_REMEMBERED = 1000;

    private final Map<String, Window> windows = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Window(long start, int count) {}

    synchronized boolean allows(ILoggingEvent event) {
        long now = event.getTimeStamp();
        Window window = windows.merge(event.getLoggerName() + ' ' + event.getMessage(), new Window(now, 1),
                (old, fresh) -> now - old.start() >= MINUTE ? fresh : new Window(old.start(), old.count() + 1));
        return window.count() <= PER_MINUTE;
    }
}
