package sallyport.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends slash commands over kept-alive connections, each with one request under way, and times the answers. */
final class LoadDriver {
    private final SignedCommands commands;
    private final int connections;

    LoadDriver(SignedCommands commands, int connections) {
        this.commands = commands;
        this.connections = connections;
    }

    Latencies run(int port, int requestsPerConnection) throws InterruptedException, ExecutionException {
        try (var workers = Executors.newFixedThreadPool(connections)) {
            var results = new ArrayList<Future<long[]>>();
            for (int i = 0; i < connections; i++) {
                Callable<long[]> worker = () -> oneConnection(port, requestsPerConnection);
                results.add(workers.submit(worker));
            }
            long[] all = new long[connections * requestsPerConnection];
            for (int i = 0; i < connections; i++) {
                System.arraycopy(results.get(i).get(), 0, all, i * requestsPerConnection, requestsPerConnection);
            }
            return new Latencies(all);
        }
    }

    private long[] oneConnection(int port, int requests) throws IOException {
        long[] nanos = new long[requests];
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            var out = socket.getOutputStream();
            var in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < requests; i++) {
                byte[] request = commands.next(port);
                long start = System.nanoTime();
                out.write(request);
                out.flush();
                readAnswer(in);
                nanos[i] = System.nanoTime() - start;
            }
        }
        return nanos;
    }

    private static void readAnswer(InputStream in) throws IOException {
        var status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("not acknowledged: " + status);
        }
        int length = 0;
        boolean chunked = false;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (chunked) {
            throw new IOException("an acknowledgement is not chunked");
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
