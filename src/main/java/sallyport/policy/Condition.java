package sallyport.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sallyport.policy.Reason.Kind;

/** Something that must hold for a rule to apply. A new kind of condition is a record here and a key in its reader. */
sealed interface Condition {
    /** The kind of reason an unmet condition is. */
    Kind kind();

    /** Why the condition does not hold, as a clause for people, or empty if it holds. */
    Optional<String> unmet(Ask ask);

    record OnTarget(List<TargetGlob> targets) implements Condition {
        @Override
        public Kind kind() {
            return Kind.TARGET;
        }

        @Override
        public Optional<String> unmet(Ask ask) {
            if (targets.stream().anyMatch(target -> target.matches(ask.alias()))) {
                return Optional.empty();
            }
            var names = targets.stream().map(TargetGlob::text).collect(Collectors.joining(", "));
            return Optional.of(ask.alias().name() + " is not among its targets (" + names + ")");
        }
    }

    record InContainer(Set<String> containers) implements Condition {
        @Override
        public Kind kind() {
            return Kind.CONTAINER;
        }

        @Override
        public Optional<String> unmet(Ask ask) {
            if (ask.container().filter(containers::contains).isPresent()) {
                return Optional.empty();
            }
            var asked = ask.container().map(name -> name + " is not").orElse("no container was named");
            return Optional.of(
                    ask.container().isPresent()
                            ? asked + " among its containers (" + listed(containers) + ")"
                            : asked + "; it allows " + listed(containers));
        }
    }

    /**
     * The person is in a group or named.
     *
     * @param people user ids, or team and user ids with a slash between them
     */
    record ByPerson(Set<String> groups, Set<String> people) implements Condition {
        @Override
        public Kind kind() {
            return Kind.PERSON;
        }

        @Override
        public Optional<String> unmet(Ask ask) {
            var person = ask.person();
            boolean named =
                    people.contains(person.userId()) || people.contains(person.teamId() + "/" + person.userId());
            if (named || ask.groups().stream().anyMatch(groups::contains)) {
                return Optional.empty();
            }
            return Optional.of(
                    groups.isEmpty()
                            ? "you are not among the people it names"
                            : "you are in none of its groups (" + listed(groups) + ")");
        }
    }

    record InChannel(Set<String> channels) implements Condition {
        @Override
        public Kind kind() {
            return Kind.CHANNEL;
        }

        @Override
        public Optional<String> unmet(Ask ask) {
            return channels.contains(ask.channel().value())
                    ? Optional.empty()
                    : Optional.of("it does not hold in this channel");
        }
    }

    record InTime(TimeWindows times) implements Condition {
        @Override
        public Kind kind() {
            return Kind.TIME;
        }

        @Override
        public Optional<String> unmet(Ask ask) {
            return times.contains(ask.at())
                    ? Optional.empty()
                    : Optional.of("it holds " + times.text() + " only, where it is " + times.clock(ask.at()));
        }
    }

    private static String listed(Collection<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }
}
