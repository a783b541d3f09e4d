package io.keepwatch.alerting.notifier.wording;

/// Where to click.
public record Link(String text, String address) {

    static boolean isWeb(String address) {
        return (address.startsWith("https://") || address.startsWith("http://")) && address.chars().noneMatch(c -> c <= ' ' || c == '|' || c == '>' || c == '<');
    }
}
