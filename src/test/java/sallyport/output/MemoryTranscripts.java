package sallyport.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sallyport.request.RequestId;

/** Transcripts in memory, on a medium that may be full. */
public final class MemoryTranscripts implements Transcripts {
    private final Map<RequestId, String> texts = new ConcurrentHashMap<>();
    private final Set<RequestId> open = ConcurrentHashMap.newKeySet();
    private volatile boolean full;

    /** From now on nothing can be opened or appended. */
    public void fill() {
        full = true;
    }

    @Override
    public Transcript open(RequestId run) {
        refuseWhenFull();
        texts.putIfAbsent(run, "");
        open.add(run);
        return new Transcript() {
            @Override
            public void append(String more) {
                refuseWhenFull();
                texts.merge(run, more, String::concat);
            }

            @Override
            public void close() {
                open.remove(run);
            }
        };
    }

    private void refuseWhenFull() {
        if (full) {
            throw new UncheckedIOException(new IOException("no space left"));
        }
    }

    @Override
    public Optional<String> text(RequestId run) {
        return Optional.ofNullable(texts.get(run));
    }

    /** Recordings that nobody closed yet. */
    public Set<RequestId> stillOpen() {
        return Set.copyOf(open);
    }
}
