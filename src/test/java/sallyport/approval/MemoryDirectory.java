package sallyport.approval;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sallyport.request.Person;

/** A directory that knows who it was told of; strangers are members of no group. */
final class MemoryDirectory implements Directory {
    private final Map<Person, Standing> standings = new ConcurrentHashMap<>();

    void knows(Person person, Standing standing) {
        standings.put(person, standing);
    }

    @Override
    public Standing lookUp(Person person) {
        return standings.getOrDefault(person, new Standing.Member(Set.of()));
    }
}
