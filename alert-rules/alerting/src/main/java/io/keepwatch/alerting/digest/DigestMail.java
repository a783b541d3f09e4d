package io.keepwatch.alerting.digest;

import io.keepwatch.alerting.digest.Digest.Row;
import io.keepwatch.alerting.digest.Digest.Section;
import io.keepwatch.alerting.notifier.Fingerprints;
import io.keepwatch.alerting.notifier.mail.Mail;
import io.keepwatch.alerting.template.text.GoTemplate;
import io.keepwatch.alerting.template.text.GoType;
import io.keepwatch.alerting.template.text.GoType.Kind;
import io.keepwatch.alerting.template.text.GoValue;
import io.keepwatch.alerting.template.text.GoValue.ListValue;
import io.keepwatch.alerting.template.text.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// A digest as a mail.
final class DigestMail {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final GoType STRUCT = new GoType("digest.Part", Kind.STRUCT, null, Map.of());
    private static final GoType LIST = new GoType("[]digest.Part", Kind.LIST, STRUCT, Map.of());
    private static final GoTemplate TEXT = template("digest.txt");
    private static final GoTemplate HTML = template("digest.html");

    private DigestMail() {}

    /// @param console where to look on
    static Mail of(Digest digest, String from, String recipient, ZoneId zone, String console) {
        Object data = GoValue.struct(STRUCT, "Headline", digest.headline(), "Period",
                MINUTE.format(digest.from().atZone(zone)) + " to " + MINUTE.format(digest.until().atZone(zone)) + " (" + zone + ")", "Console", console + "/alerts",
                "Sections", new ListValue(LIST, digest.sections().stream().map(DigestMail::section).toList()));
        // nobody reads that mailbox by machine, so a person takes the address out of the configuration
        String unsubscribe = "<mailto:" + address(from) + "?subject=" + URLEncoder.encode("unsubscribe " + recipient, StandardCharsets.UTF_8)
                .replace("+", "%20") + ">";
        return new Mail(from, recipient, recipient, "Keepwatch: " + digest.headline(), Map.of("List-Unsubscribe", unsubscribe), "",
                TEXT.execute("", data, _ -> null, Limits.DEFAULT), HTML.executeHtml("", data, _ -> null, Limits.DEFAULT));
    }

    /// One for each recipient and day: a mail that is sent again is the same to whoever reads it.
    static String messageId(String from, String recipient, LocalDate day) {
        return "keepwatch.digest." + day + "." + Fingerprints.shortOf(recipient) + "@" + address(from).replaceFirst(".*@", "");
    }

    private static String address(String from) {
        return from.replaceFirst(".*<", "").replaceFirst(">.*", "").strip();
    }

    private static Object section(Section section) {
        return GoValue.struct(STRUCT, "Title", section.title(), "Color", section.color(), "More", (long) section.more(),
                "Rows", new ListValue(LIST, section.rows().stream().map(DigestMail::row).toList()));
    }

    private static Object row(Row row) {
        return GoValue.struct(STRUCT, "Title", row.title(), "Detail", row.detail(), "Address", row.address());
    }

    private static GoTemplate template(String file) {
        try (InputStream text = DigestMail.class.getResourceAsStream(file)) {
            return GoTemplate.parse("", new String(text.readAllBytes(), StandardCharsets.UTF_8), _ -> false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
