package sallyport.kill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;

/**
 * Ports for processes that die and come back. They lie below those that Linux and the other systems give to outgoing
 * connections (32768 and up by default, {@code ip_local_port_range}): any connection made while the process is dead
 * could take its port otherwise, and keep it for a minute after it was closed.
 */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int BEYOND = 32_000;

    private Ports() {}

    /** Ports that nobody listens on just now, all different. */
    static List<Integer> free(int count) {
        return new Random()
                .ints(FIRST, BEYOND)
                .distinct()
                .filter(Ports::isFree)
                .limit(count)
                .boxed()
                .toList();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
