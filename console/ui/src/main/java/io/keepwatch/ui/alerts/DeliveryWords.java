package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KwIcon;

/// How a message to people stands, in words.
public final class DeliveryWords {

    private DeliveryWords() {}

    public static Glyph glyph(Delivery delivery) {
        return switch (delivery.state()) {
            case SENT -> Glyph.GOOD;
            case COMBINED -> Glyph.STALE;
            case SENDING -> Glyph.RUNNING;
            case WAITING -> delivery.attempts().isEmpty() ? Glyph.WAITING : Glyph.WARNING;
            case REJECTED, EXPIRED -> Glyph.CRITICAL;
        };
    }

    public static String state(Delivery delivery) {
        return switch (delivery.state()) {
            case SENT -> delivery.maybeRepeat() ? "sent, maybe twice" : "sent";
            case COMBINED -> "said in a later one";
            case SENDING -> "being sent";
            case WAITING -> delivery.attempts().isEmpty() ? "waits" : "is tried again";
            case REJECTED -> "not accepted";
            case EXPIRED -> "given up";
        };
    }

    public static String reason(NotifyReason reason) {
        return switch (reason) {
            case FIRST_NOTIFICATION -> "it fires";
            case NEW_ALERTS -> "more fire";
            case NEW_RESOLVED -> "some have ended";
            case ALL_RESOLVED -> "all have ended";
            case REPEAT -> "it still fires";
        };
    }

    /// What the other side said last, or its receipt.
    public static String outcome(Delivery delivery) {
        if (delivery.state() == Delivery.State.SENT && !delivery.receipt().isEmpty()) {
            return delivery.receipt();
        }
        return delivery.attempts().isEmpty() ? "" : delivery.attempts().getLast().outcome();
    }

    /// Of an integration `team-x/slack/0`.
    public static String kind(String integration) {
        String[] parts = integration.split("/");
        return parts.length < 3 ? "" : parts[parts.length - 2];
    }

    public static KwIcon icon(String kind) {
        return switch (kind) {
            case "slack" -> KwIcon.CHAT;
            case "email" -> KwIcon.MAIL;
            case "pagerduty" -> KwIcon.PHONE;
            default -> KwIcon.LINK;
        };
    }
}
