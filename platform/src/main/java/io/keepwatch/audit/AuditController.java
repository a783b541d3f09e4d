package io.keepwatch.audit;

import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The audit log over HTTP, for administrators.
@RestController
@RequestMapping("/api/audit")
@ConditionalOnRole(ProcessRole.CONTROL)
class AuditController {

    private static final int LARGEST_PAGE = 1_000;

    /// @param total how many records match, on all pages
    record Page(long total, List<AuditRecord> records) {}

    /// @param intact whether every record is as it was written
    record Verification(boolean intact, @Nullable AuditBreak firstBreak) {}

    private final AuditLog audit;

    AuditController(AuditLog audit) {
        this.audit = audit;
    }

    @GetMapping
    Page search(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) AuditEntry.@Nullable Result result,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit) {
        var filter = new AuditFilter(from, to, who, action, result, text);
        return new Page(audit.count(filter),
                audit.search(filter, Math.max(0, offset), Math.clamp(limit, 1, LARGEST_PAGE)));
    }

    @GetMapping("/verify")
    Verification verify() {
        var firstBreak = audit.verify().orElse(null);
        return new Verification(firstBreak == null, firstBreak);
    }
}
