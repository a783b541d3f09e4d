package io.keepwatch.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A mail server in one line: `smtp://user:password@mail.example.org:587?from=alerts@example.org`, or `smtps://` where TLS begins at once.
/// Over `smtp://` STARTTLS is demanded, but on loopback or with `require-tls=false`.
///
/// @param user empty when nobody signs in
/// @param from the sender's address
public record SmtpUrl(String host, int port, boolean tlsAtOnce, boolean startTls, String user, Secret password, String from) {

    private static final String FORM = "use smtp://user:password@host:587?from=alerts@example.org, or smtps:// where TLS begins at once";
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@,<>]+@[^\\s@,<>]+");
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;

    /// @throws IllegalArgumentException that does not show the text, which holds the password
    public static SmtpUrl parse(String text) {
        URI url = uri(text);
        boolean tlsAtOnce = "smtps".equals(url.getScheme());
        if (url.getHost() == null || !tlsAtOnce && !"smtp".equals(url.getScheme()) || !url.getPath().matches("/?")) {
            throw new IllegalArgumentException(FORM);
        }
        String from = null;
        boolean startTls = !tlsAtOnce && !isLoopback(url.getHost());
        for (String part : url.getRawQuery() == null ? new String[0] : url.getRawQuery().split("&")) {
            switch (part.substring(0, part.indexOf('=') + 1)) {
                case "from=" -> from = decoded(part.substring("from=".length()));
                case "require-tls=" -> startTls = !tlsAtOnce && Values.flag(part.substring("require-tls=".length()));
                default -> throw new IllegalArgumentException("behind the question mark only from= and require-tls= are known; " + FORM);
            }
        }
        String[] user = url.getRawUserInfo() == null ? new String[] {"", ""} : (url.getRawUserInfo() + ":").split(":", 3);
        return new SmtpUrl(url.getHost(), url.getPort() > 0 ? url.getPort() : tlsAtOnce ? SUBMISSIONS : SUBMISSION, tlsAtOnce, startTls,
                decoded(user[0]), Secret.of(decoded(user[1])), sender(from, decoded(user[0]), url.getHost()));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(FORM); // without the cause, which shows the text
        }
    }

    private static String sender(@Nullable String from, String user, String host) {
        if (from != null && !isAddress(from)) {
            throw new IllegalArgumentException("from= is no mail address; " + FORM);
        }
        if (from != null) {
            return from;
        }
        return isAddress(user) ? user : "keepwatch@" + (IP_ADDRESS.matcher(host).matches() ? "localhost" : host);
    }

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    private static boolean isLoopback(String host) {
        try {
            return host.equals("localhost") || IP_ADDRESS.matcher(host).matches() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
