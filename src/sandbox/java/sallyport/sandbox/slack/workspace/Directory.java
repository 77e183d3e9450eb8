package sallyport.sandbox.slack.workspace;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Who and where: people, conversations and user groups. Thread-safe; few entries, read far more than written. */
public final class Directory {
    private final List<Person> people = new CopyOnWriteArrayList<>();
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final List<UserGroup> groups = new CopyOnWriteArrayList<>();

    Directory() {
        reset();
    }

    void reset() {
        people.clear();
        people.addAll(Seed.people());
        channels.clear();
        channels.addAll(Seed.channels());
        groups.clear();
        groups.addAll(Seed.groups());
    }

    /** In seed order: requester, approvers, guest, the app's bot user. */
    public List<Person> people() {
        return List.copyOf(people);
    }

    public Optional<Person> person(String id) {
        return people.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    public Optional<Person> personNamed(String name) {
        return people.stream().filter(person -> person.name().equals(name)).findFirst();
    }

    /** The display name, or the id of somebody unknown. */
    public String nameOf(String userId) {
        return userId.equals(Seed.SLACKBOT_ID)
                ? "Slackbot"
                : person(userId).map(Person::realName).orElse(userId);
    }

    public List<Channel> channels() {
        return List.copyOf(channels);
    }

    public Optional<Channel> channel(String id) {
        return channels.stream().filter(channel -> channel.id().equals(id)).findFirst();
    }

    /** The direct message between the app and this person, opened when there is none yet. */
    public Channel directMessage(Person with) {
        var id = "D" + with.id().substring(1);
        var direct = new Channel(id, with.name(), Set.of(with.id(), Seed.BOT_ID), Set.of(), Optional.of(with.id()));
        return channel(id).orElseGet(() -> {
            channels.add(direct);
            return direct;
        });
    }

    public List<UserGroup> groups() {
        return List.copyOf(groups);
    }

    public Optional<UserGroup> group(String id) {
        return groups.stream().filter(group -> group.id().equals(id)).findFirst();
    }

    public void changePerson(String id, UnaryOperator<Person> change) {
        people.replaceAll(person -> person.id().equals(id) ? change.apply(person) : person);
    }

    public void changeChannel(String id, UnaryOperator<Channel> change) {
        channels.replaceAll(channel -> channel.id().equals(id) ? change.apply(channel) : channel);
    }

    public void changeGroup(String id, UnaryOperator<UserGroup> change) {
        groups.replaceAll(group -> group.id().equals(id) ? change.apply(group) : group);
    }
}
