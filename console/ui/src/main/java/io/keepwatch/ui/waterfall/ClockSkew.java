package io.keepwatch.ui.waterfall;

import java.util.ArrayDeque;
import java.util.Deque;

/// Hosts disagree about the time. Where a server on another host says that it began before it was asked, or after it had
/// been answered, its part of the tree is moved into the middle of the call. A server that only ends late proves nothing:
/// many answer first and tidy up afterwards.
final class ClockSkew {

    private ClockSkew() {}

    static void correct(SpanNode callee) {
        SpanNode caller = callee.parent();
        if (caller == null || !crossesHosts(caller, callee)) {
            return;
        }
        long slack = caller.span().durationNanos() - callee.span().durationNanos();
        boolean impossible = callee.startNanos() < caller.startNanos() || callee.startNanos() >= caller.endNanos();
        if (impossible && slack >= 0) {
            shiftTree(callee, caller.startNanos() + slack / 2 - callee.startNanos());
        }
    }

    /// Only a synchronous call encloses its work; a consumer may work long after the producer ended.
    private static boolean crossesHosts(SpanNode caller, SpanNode callee) {
        String host = caller.span().resource().getOrDefault("host.name", "");
        boolean sameClock = !host.isEmpty() && host.equals(callee.span().resource().get("host.name"));
        return !sameClock && caller.span().kind().equals("Client") && callee.span().kind().equals("Server");
    }

    private static void shiftTree(SpanNode top, long nanos) {
        Deque<SpanNode> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            SpanNode node = open.pop();
            node.shift(nanos);
            node.children().forEach(open::push);
        }
    }
}
