package io.keepwatch.ui.settings;

import io.keepwatch.audit.AuditEntry;
import io.keepwatch.audit.AuditFilter;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.ui.page.PageContext;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The filters of the audit page, as they stand in the URL.
final class AuditChoice {

    static final String WHO = "who";
    static final String ACTION = "action";
    static final String RESULT = "result";
    static final String TEXT = "q";
    static final String RECORD = "id";

    private AuditChoice() {}

    static AuditFilter of(PageContext page) {
        TimeRange range = page.range();
        return new AuditFilter(range.from(), range.to(), given(page, WHO), given(page, ACTION), result(page.parameter(RESULT, "")), given(page, TEXT));
    }

    static boolean any(AuditFilter filter) {
        return filter.who() != null || filter.action() != null || filter.result() != null || filter.text() != null;
    }

    static AuditEntry.@Nullable Result result(String text) {
        Optional<AuditEntry.Result> found = Arrays.stream(AuditEntry.Result.values()).filter(one -> one.name().equalsIgnoreCase(text)).findFirst();
        return found.orElse(null);
    }

    private static @Nullable String given(PageContext page, String name) {
        return page.parameter(name).filter(text -> !text.isBlank()).orElse(null);
    }
}
