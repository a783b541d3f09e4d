package io.keepwatch.quotes.inbox;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// The last messages, newest first, bounded in number and in size.
final class Messages {

    static final int MOST = 500;
    static final int LARGEST_BODY = 64 * 1024;

    private final Clock clock;
    private final Deque<Message> messages = new ArrayDeque<>();
    private long lastId;

    Messages(Clock clock) {
        this.clock = clock;
    }

    synchronized Message add(String method, String path, Map<String, String> headers, String body, long bytes) {
        var message = new Message(++lastId, clock.instant(), method, path, headers, body, bytes, bytes > LARGEST_BODY);
        messages.addFirst(message);
        if (messages.size() > MOST) {
            messages.removeLast();
        }
        return message;
    }

    /// Those that came after the message `after`.
    synchronized List<Message> after(long after) {
        return messages.stream().takeWhile(message -> message.id() > after).toList();
    }

    synchronized void clear() {
        messages.clear();
    }

    synchronized long oldestId() {
        return messages.isEmpty() ? lastId + 1 : messages.getLast().id();
    }
}
