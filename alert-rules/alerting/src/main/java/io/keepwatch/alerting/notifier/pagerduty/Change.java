package io.keepwatch.alerting.notifier.pagerduty;

import java.time.Instant;
import java.util.Map;

/// Something that somebody did, which may explain an incident: a deploy, a restore.
///
/// @param source  of what
/// @param address where to look
public record Change(Instant at, String summary, String source, Map<String, String> details, String address) {}
