package io.keepwatch.backup.target.s3;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// Stands between a client and a store and does what networks and stores do at bad times. One request per connection.
public final class FaultyProxy implements AutoCloseable {

    /// @param line e.g. `PUT /bucket/key?partNumber=2&uploadId=… HTTP/1.1`
    /// @param nth  of the requests with this line, from 1
    public record Request(String line, int nth) {
        public boolean is(String method, String part) {
            return line.startsWith(method + " ") && line.contains(part);
        }
    }

    public sealed interface Fault {
        record None() implements Fault {}
        record Answer(int status, String code, String message) implements Fault {}
        /// In the middle of the request's body.
        record Reset(int afterBytes) implements Fault {}
        record FlipByte(int at) implements Fault {}
        /// The store does it, and its answer is lost.
        record LoseAnswer() implements Fault {}
        record CutAnswer(int afterBytes) implements Fault {}
        record Trickle(int chunk, long pauseMillis) implements Fault {}
        record Silence() implements Fault {}
    }

    public static final Fault NONE = new Fault.None();

    private final ServerSocket listener;
    private final URI store;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Fault> faults = _ -> NONE;

    public FaultyProxy(URI store) throws IOException {
        this.store = store;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public void faults(Function<Request, Fault> wanted) {
        faults = wanted;
    }

    public long requests(String method, String part) {
        return lines.stream().filter(line -> new Request(line, 1).is(method, part)).count();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            if (!head.isEmpty()) {
                String line = head.substring(0, head.indexOf("\r\n"));
                lines.add(line);
                int nth = (int) lines.stream().filter(line::equals).count();
                exchange(faults.apply(new Request(line, nth)), head, in, client);
            }
        } catch (IOException e) {
            open.remove(client); // the client, or the store, has hung up: that is what we are here for
        }
    }

    private void exchange(Fault fault, String head, InputStream in, Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        if (head.toLowerCase().contains("expect: 100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        int length = contentLength(head);
        switch (fault) {
            case Fault.Silence() -> in.readNBytes(length + 1);
            case Fault.Reset(int after) -> {
                in.readNBytes(Math.min(length, after));
                client.setSoLinger(true, 0);
            }
            case Fault.Answer answer -> {
                in.readNBytes(length);
                out.write(answer(answer, head.startsWith("HEAD ")));
            }
            default -> forward(fault, head, in.readNBytes(length), out);
        }
    }

    private void forward(Fault fault, String head, byte[] body, OutputStream out) throws IOException {
        if (fault instanceof Fault.FlipByte(int at) && at < body.length) {
            body[at] ^= 1;
        }
        try (var socket = new Socket(store.getHost(), store.getPort())) {
            String once = head.replaceAll("(?i)\r\n(Expect|Connection):[^\r]*", "").replaceFirst("\r\n", "\r\nConnection: close\r\n");
            socket.getOutputStream().write(once.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            InputStream answer = socket.getInputStream();
            switch (fault) {
                case Fault.LoseAnswer() -> answer.readAllBytes();
                case Fault.CutAnswer(int after) -> out.write(answer.readNBytes(after));
                case Fault.Trickle(int chunk, long pause) -> trickle(answer, out, chunk, pause);
                default -> answer.transferTo(out);
            }
        }
    }

    private static void trickle(InputStream answer, OutputStream out, int chunk, long pauseMillis) throws IOException {
        for (byte[] bytes = answer.readNBytes(chunk); bytes.length > 0; bytes = answer.readNBytes(chunk)) {
            out.write(bytes);
            out.flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        }
    }

    private static byte[] answer(Fault.Answer answer, boolean headOnly) {
        String body = headOnly ? "" : "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(answer.code(), answer.message());
        return "HTTP/1.1 %d x\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(answer.status(), body.length(), body).getBytes(StandardCharsets.US_ASCII);
    }

    private static int contentLength(String head) {
        return head.lines().filter(line -> line.toLowerCase().startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).strip())).findFirst().orElse(0);
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int end = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            end = b == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : b == '\r' ? 1 : 0;
            if (end == 4) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
