package sallyport.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sallyport.output.Transcripts;
import sallyport.request.RequestId;

/** Transcripts as one process writes them; what is on the disk outlives it. */
final class Disk {
    private final World world;
    private final Map<RequestId, String> durable = new LinkedHashMap<>();

    Disk(World world) {
        this.world = world;
    }

    String text(RequestId run) {
        return durable.getOrDefault(run, "");
    }

    Transcripts seenBy(ReplicaProcess process) {
        return new Transcripts() {
            @Override
            public Transcript open(RequestId run) {
                return new Transcript() {
                    @Override
                    public void append(String text) {
                        if (world.has(Flaw.COUNTED_BEFORE_DURABLE)) {
                            process.resume(5_000, () -> durable.merge(run, text, String::concat));
                        } else {
                            durable.merge(run, text, String::concat);
                        }
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public Optional<String> text(RequestId run) {
                return Optional.ofNullable(durable.get(run));
            }
        };
    }
}
