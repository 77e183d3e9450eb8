package sallyport.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy on a loopback port. What it is asked to connect to it connects to one port of this machine instead,
 * whatever its name, or refuses. A request that it is asked to forward goes the same way as it came.
 */
final class ConnectProxy implements AutoCloseable {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final int behind;
    private final int status;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ConnectProxy(int behind, int status) {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException("no loopback port", e);
        }
        this.behind = behind;
        this.status = status;
        var _ = threads.submit(this::accept);
    }

    static ConnectProxy to(URI service) {
        return new ConnectProxy(service.getPort(), 200);
    }

    static ConnectProxy refusing(int status) {
        return new ConnectProxy(0, status);
    }

    /** The first lines of all requests, as they came. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Everything by way of this proxy. */
    ProxySelector selector() {
        var proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort()));
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxy);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException error) {}
        };
    }

    private Void accept() throws IOException {
        while (!server.isClosed()) {
            var client = server.accept();
            sockets.add(client);
            var _ = threads.submit(() -> serve(client));
        }
        return null;
    }

    private Void serve(Socket client) throws IOException {
        var head = head(client.getInputStream());
        var line =
                new String(head, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
        asked.add(line);
        boolean connect = line.startsWith("CONNECT ");
        if (connect || status != 200) {
            answer(client.getOutputStream(), status);
        }
        if (status != 200) {
            client.close();
            return null;
        }
        var far = new Socket(InetAddress.getLoopbackAddress(), behind);
        sockets.add(far);
        if (!connect) {
            far.getOutputStream().write(head);
        }
        var _ = threads.submit(() -> far.getInputStream().transferTo(client.getOutputStream()));
        client.getInputStream().transferTo(far.getOutputStream());
        return null;
    }

    private static void answer(OutputStream out, int status) throws IOException {
        var text = status == 200
                ? "HTTP/1.1 200 Connection established\r\n\r\n"
                : "HTTP/1.1 " + status + " No\r\nContent-Length: 14\r\nConnection: close\r\n\r\n<html>no</html";
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static byte[] head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < END_OF_HEAD.length) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client went");
            }
            head.write(next);
            matched = next == END_OF_HEAD[matched] ? matched + 1 : next == END_OF_HEAD[0] ? 1 : 0;
        }
        return head.toByteArray();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            server.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("closing the proxy", e);
        }
    }
}
