package io.keepwatch.clickhouse.writing;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A running ClickHouse behind a connection that can lose answers, or be cut: the insert is done, and nobody hears of it.
final class FaultyConnection implements ClickHouse, AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("insert_deduplication_token=([^& ]+)");

    private final ClickHouse real;
    private final ServerSocket listener;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final AtomicInteger inserts = new AtomicInteger();
    private final Set<String> tokens = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean cut;

    FaultyConnection(ClickHouse real) throws IOException {
        this.real = real;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// Cuts the connection instead of passing on the answer to each of the next inserts.
    void loseAnswers(int count) {
        answersToLose.set(count);
    }

    /// Reports ClickHouse as down, or as up again.
    void cut(boolean down) {
        cut = down;
        listeners.forEach(each -> each.changed(state()));
    }

    int inserts() {
        return inserts.get();
    }

    Set<String> tokens() {
        return tokens;
    }

    @Override
    public State state() {
        if (cut) {
            return new State.Down(Instant.now(), "cut by the test");
        }
        ClickHouseEndpoint endpoint = real.current();
        URI here = URI.create("http://127.0.0.1:" + listener.getLocalPort());
        return new State.Up(Instant.now(),
                new ClickHouseEndpoint(here, endpoint.database(), endpoint.writer(), endpoint.reader()));
    }

    @Override
    public void onChange(Listener changed) {
        listeners.add(changed);
        changed.changed(state());
    }

    @Override
    public boolean awaitUp(Duration atMost) {
        return !cut;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                URI url = real.current().url();
                Socket server = new Socket(url.getHost(), url.getPort());
                var losing = new boolean[1];
                Thread.ofVirtual().start(() -> copy(client, server, losing, true));
                Thread.ofVirtual().start(() -> copy(server, client, losing, false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void copy(Socket from, Socket to, boolean[] losing, boolean request) {
        var buffer = new byte[1 << 16];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int read; (read = in.read(buffer)) >= 0; ) {
                if (request) {
                    Matcher token = TOKEN.matcher(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    if (token.find()) {
                        inserts.incrementAndGet();
                        tokens.add(token.group(1));
                        losing[0] = answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                    }
                } else if (losing[0]) {
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException closed) {
            // the other direction has ended
        }
    }
}
