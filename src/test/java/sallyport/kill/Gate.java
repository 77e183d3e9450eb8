package sallyport.kill;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import sallyport.kill.Passing.Moment;
import sallyport.kill.Passing.Way;

/**
 * Stands between one process and one far side, so that somebody can look at each call, and kill the process, at the
 * moment they choose: before the call arrives, once it was done, once it was answered. Passes HTTP/1.1 on, one
 * connection for each call, and data channels piece by piece.
 */
final class Gate implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");
    private static final Pattern DROPPED = Pattern.compile("(?i)\r\n(connection|expect|host|keep-alive):[^\r]*");
    private static final int PIECE = 64 * 1024;

    /** Where a call goes, by its head. */
    interface Route {
        int port(String head) throws IOException;
    }

    private final Way way;
    private final Route route;
    private final Predicate<Passing> watch;
    private final ServerSocket server;

    /** @param watch told of everything that passes; answers whether it goes on */
    Gate(Way way, Route route, Predicate<Passing> watch) {
        this.way = way;
        this.route = route;
        this.watch = watch;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("gate-" + way).start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().name("gate-" + way).start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** A wire that breaks, such as that of a process just killed, breaks on both sides. */
    private void serve(Socket client) {
        try (client) {
            var head = head(client.getInputStream());
            if (!head.isEmpty()) {
                pass(client, head);
            }
        } catch (IOException e) {
            // The other side hears of it by its own broken wire.
        }
    }

    private void pass(Socket client, String head) throws IOException {
        if (head.toLowerCase(java.util.Locale.ROOT).contains("\r\nexpect:")) {
            client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        var body = client.getInputStream().readNBytes(length(head));
        var call = head + readable(body);
        if (!goesOn(way, Moment.BEFORE, call)) {
            return;
        }
        int port = route.port(head);
        try (var upstream = new Socket(InetAddress.getLoopbackAddress(), port)) {
            boolean channel = head.startsWith("GET /v1/data-channel/");
            upstream.getOutputStream().write(rewritten(head, port, channel));
            upstream.getOutputStream().write(body);
            if (!goesOn(way, Moment.SENT, call)) {
                return;
            }
            if (channel) {
                tunnel(client, upstream);
            } else {
                answer(client, upstream, call, port);
            }
        }
    }

    private void answer(Socket client, Socket upstream, String call, int port) throws IOException {
        var answer = upstream.getInputStream().readAllBytes();
        if (goesOn(way, Moment.DONE, call)) {
            client.getOutputStream().write(leadingHere(answer, port));
            client.getOutputStream().flush();
            var _ = goesOn(way, Moment.ANSWERED, call);
        }
    }

    /** Addresses in an answer that lead past this gate lead through it. Both ports have five digits. */
    private byte[] leadingHere(byte[] answer, int port) {
        var text = new String(answer, StandardCharsets.ISO_8859_1);
        return text.replace("127.0.0.1:" + port + "/", "127.0.0.1:" + port() + "/")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void tunnel(Socket client, Socket upstream) throws IOException {
        var up = Thread.ofVirtual().start(() -> copy(client, upstream, Way.TO_AGENT));
        copy(upstream, client, Way.FROM_AGENT);
        upstream.close();
        try {
            up.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Socket from, Socket to, Way direction) {
        byte[] piece = new byte[PIECE];
        try (to) {
            for (int read = from.getInputStream().read(piece);
                    read > 0;
                    read = from.getInputStream().read(piece)) {
                var text = direction == Way.TO_AGENT ? unmasked(piece, read) : latin(piece, read);
                if (!goesOn(direction, Moment.BEFORE, text)) {
                    return;
                }
                to.getOutputStream().write(piece, 0, read);
                to.getOutputStream().flush();
                if (!goesOn(direction, Moment.DONE, text)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The channel is broken; closing the other side says so.
        }
    }

    private boolean goesOn(Way direction, Moment moment, String text) {
        return watch.test(new Passing(direction, moment, text));
    }

    private static String latin(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** What the first frame of a client's piece says (RFC 6455, 5.2 and 5.3). */
    private static String unmasked(byte[] piece, int length) {
        int mask = (piece[1] & 0x7f) == 126 ? 4 : (piece[1] & 0x7f) == 127 ? 10 : 2;
        var text = new StringBuilder();
        for (int at = mask + 4; at < length; at++) {
            text.append((char) ((piece[at] ^ piece[mask + (at - mask - 4) % 4]) & 0xff));
        }
        return text.toString();
    }

    private static String readable(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static byte[] rewritten(String head, int port, boolean channel) {
        int line = head.indexOf("\r\n");
        var rest = DROPPED.matcher(head.substring(line)).replaceAll("");
        var connection = channel ? "Upgrade" : "close";
        return (head.substring(0, line) + "\r\nHost: 127.0.0.1:" + port + "\r\nConnection: " + connection + rest)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int length(String head) {
        var length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
