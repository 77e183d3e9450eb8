package sallyport.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sallyport.policy.Reason.Kind;

/** Something that must hold for a rule to apply. A new kind of condition is a record here and a key in its reader. */
sealed interface Condition {
    /** The kind of reason an unmet condition is. */
    Kind kind();

    boolean holds(Ask ask);

    /** Why it does not hold, as a clause for people; asked only where it does not, and where somebody reads it. */
    String objection(Ask ask);

    record OnTarget(List<TargetGlob> targets) implements Condition {
        @Override
        public Kind kind() {
            return Kind.TARGET;
        }

        @Override
        public boolean holds(Ask ask) {
            for (var target : targets) {
                if (target.matches(ask.alias())) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String objection(Ask ask) {
            var names = targets.stream().map(TargetGlob::text).collect(Collectors.joining(", "));
            return ask.alias().name() + " is not among its targets (" + names + ")";
        }
    }

    record InContainer(Set<String> containers) implements Condition {
        @Override
        public Kind kind() {
            return Kind.CONTAINER;
        }

        @Override
        public boolean holds(Ask ask) {
            return ask.container().filter(containers::contains).isPresent();
        }

        @Override
        public String objection(Ask ask) {
            return ask.container()
                    .map(name -> name + " is not among its containers (" + listed(containers) + ")")
                    .orElseGet(() -> "no container was named; it allows " + listed(containers));
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
        public boolean holds(Ask ask) {
            var person = ask.person();
            return !Collections.disjoint(groups, ask.groups())
                    || people.contains(person.userId())
                    || people.contains(person.teamId() + "/" + person.userId());
        }

        @Override
        public String objection(Ask ask) {
            return groups.isEmpty()
                    ? "you are not among the people it names"
                    : "you are in none of its groups (" + listed(groups) + ")";
        }
    }

    record InChannel(Set<String> channels) implements Condition {
        @Override
        public Kind kind() {
            return Kind.CHANNEL;
        }

        @Override
        public boolean holds(Ask ask) {
            return channels.contains(ask.channel().value());
        }

        @Override
        public String objection(Ask ask) {
            return "it does not hold in this channel";
        }
    }

    record InTime(TimeWindows times) implements Condition {
        @Override
        public Kind kind() {
            return Kind.TIME;
        }

        @Override
        public boolean holds(Ask ask) {
            return times.contains(ask.at());
        }

        @Override
        public String objection(Ask ask) {
            return "it holds " + times.text() + " only, where it is " + times.clock(ask.at());
        }
    }

    private static String listed(Collection<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }
}
