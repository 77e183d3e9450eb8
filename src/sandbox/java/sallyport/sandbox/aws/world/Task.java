package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A task of a service, running unless it was stopped. */
public record Task(
        String id,
        Service service,
        String availabilityZone,
        Instant createdAt,
        Instant startedAt,
        Optional<Stop> stop,
        List<Container> containers) {

    public boolean running() {
        return stop.isEmpty();
    }

    public Optional<Container> container(String name) {
        return containers.stream()
                .filter(container -> container.definition().name().equals(name))
                .findAny();
    }
}
