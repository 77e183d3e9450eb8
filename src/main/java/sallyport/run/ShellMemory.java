package sallyport.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Images that turned out to have no {@code sh}, by digest, so that the next request for them is refused before anybody
 * is asked. Forgotten at a restart, which costs one more failed start. Safe for use by many threads.
 */
final class ShellMemory {
    private final Set<String> withoutShell = ConcurrentHashMap.newKeySet();

    void lacks(String imageDigest) {
        if (!imageDigest.isEmpty()) {
            withoutShell.add(imageDigest);
        }
    }

    boolean isKnownToLack(String imageDigest) {
        return withoutShell.contains(imageDigest);
    }
}
