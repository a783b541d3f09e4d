package io.keepwatch.ui.waterfall;

import java.util.ArrayDeque;
import java.util.Deque;

/// Hosts disagree about the time. Where a server says that it worked before it was asked, or after it was answered, its
/// part of the tree is moved into the middle of the call.
final class ClockSkew {

    private ClockSkew() {}

    static void correct(SpanNode callee) {
        SpanNode caller = callee.parent();
        if (caller == null || !crossesHosts(caller, callee)) {
            return;
        }
        long slack = caller.span().durationNanos() - callee.span().durationNanos();
        boolean outside = callee.startNanos() < caller.startNanos() || callee.endNanos() > caller.endNanos();
        if (outside && slack >= 0) {
            shiftTree(callee, caller.startNanos() + slack / 2 - callee.startNanos());
        }
    }

    /// Only a synchronous call encloses its work; a consumer may work long after the producer ended.
    private static boolean crossesHosts(SpanNode caller, SpanNode callee) {
        return caller.span().kind().equals("Client") && callee.span().kind().equals("Server");
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
