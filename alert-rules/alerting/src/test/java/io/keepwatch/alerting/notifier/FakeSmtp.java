package io.keepwatch.alerting.notifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A mail server on loopback that refuses when it is told to, which GreenMail does not.
public final class FakeSmtp implements AutoCloseable {

    private final ServerSocket server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Queue<String>> replies = new ConcurrentHashMap<>();
    private final Map<String, String> always = new ConcurrentHashMap<>();

    /// @param data as it came, headers and all
    public record Mail(String from, List<String> recipients, String data) {

        /// Unfolded; empty when there is none.
        public String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return data.substring(0, data.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]+", " ").lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start)).map(line -> line.substring(start.length()).strip())
                    .findFirst().orElse("");
        }
    }

    private FakeSmtp(ServerSocket server) {
        this.server = server;
    }

    public static FakeSmtp start() {
        try {
            var smtp = new FakeSmtp(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("fake-smtp").start(smtp::accept);
            return smtp;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As a smarthost is written.
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /// Once.
    ///
    /// @param verb  of the command, or `BODY` for the end of the data; an empty reply hangs up
    /// @param reply e.g. `451 4.7.1 try again later`
    public void answer(String verb, String reply) {
        replies.computeIfAbsent(verb, _ -> new ConcurrentLinkedQueue<>()).add(reply);
    }

    /// From now on.
    public void always(String verb, String reply) {
        always.put(verb, reply);
    }

    public void recover(String verb) {
        always.remove(verb);
        replies.remove(verb);
    }

    /// Those that were taken.
    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().name("fake-smtp-session").start(() -> session(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void session(Socket socket) {
        try (socket; var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = socket.getOutputStream();
            if (say(out, reply("CONNECT", "220 fake ESMTP"))) {
                converse(in, out);
            }
        } catch (IOException _) {
            // the client is gone, or the server closed
        } finally {
            open.remove(socket);
        }
    }

    private void converse(BufferedReader in, OutputStream out) throws IOException {
        String from = "";
        List<String> recipients = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            String reply = reply(verb, verb.equals("DATA") ? "354 go ahead" : verb.equals("QUIT") ? "221 bye" : verb.equals("AUTH") ? "235 ok" : "250 ok");
            if (!say(out, reply) || verb.equals("QUIT")) {
                return;
            }
            switch (verb) {
                case "EHLO", "HELO", "RSET" -> recipients.clear();
                case "MAIL" -> from = address(line);
                case "RCPT" -> addIf(reply.startsWith("2"), recipients, address(line));
                case "DATA" -> {
                    if (reply.startsWith("3") && !say(out, take(new Mail(from, List.copyOf(recipients), data(in))))) {
                        return;
                    }
                }
                default -> { }
            }
        }
    }

    private static void addIf(boolean taken, List<String> recipients, String recipient) {
        if (taken) {
            recipients.add(recipient);
        }
    }

    private String take(Mail mail) {
        String reply = reply("BODY", "250 2.0.0 queued as F" + (mails.size() + 1));
        // an answer that is lost is one to a mail that was taken
        if (reply.isEmpty() || reply.startsWith("2")) {
            mails.add(mail);
        }
        return reply;
    }

    private static String data(BufferedReader in) throws IOException {
        var data = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            data.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return data.toString();
    }

    private String reply(String verb, String usual) {
        Queue<String> scripted = replies.get(verb);
        String reply = scripted == null ? null : scripted.poll();
        return reply != null ? reply : always.getOrDefault(verb, usual);
    }

    private static boolean say(OutputStream out, String reply) throws IOException {
        if (reply.isEmpty()) {
            return false;
        }
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return true;
    }

    private static String address(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    /// From then on its port refuses connections.
    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
