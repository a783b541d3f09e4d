package io.keepwatch.ui.shell;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// A pasted trace id leads to its trace.
@Component
class TraceJump implements JumpSource {

    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");

    @Override
    public List<Jump> find(String text) {
        String id = text.strip().replace("-", "").replace(" ", "").toLowerCase(Locale.ROOT);
        return TRACE_ID.matcher(id).matches()
                ? List.of(new Jump("trace", "trace", id, "traces/" + id))
                : List.of();
    }
}
