package sallyport.policy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sallyport.request.Alias;
import sallyport.request.ChannelId;
import sallyport.request.Person;
import sallyport.request.Quorum;

/**
 * Who may ask for what, and on which terms. What no grant allows is denied; a deny wins over every grant; of several
 * grants that allow, the strictest of each term applies. The order of rules never matters. Report-only rules are judged
 * and decide nothing; a decision says what they would change. Immutable and pure.
 */
public final class Policy {
    private final String text;
    private final Rules rules;
    private final Rules reporting;
    /** The rules in force and the report-only ones; empty if there are none of those, so that nobody pays for them. */
    private final Optional<Rules> withReported;

    private final boolean absent;

    private Policy(String text, Rules rules, Rules reporting, boolean absent) {
        this.text = text;
        this.rules = rules;
        this.reporting = reporting;
        this.withReported = reporting.isEmpty() ? Optional.empty() : Optional.of(rules.and(reporting));
        this.absent = absent;
    }

    /**
     * Reads a policy file. All of it must be right, or none of it is in force.
     *
     * @param name the file, for whoever shows its problems
     */
    public static PolicyReading read(String text, String name) {
        return switch (PolicyFile.read(text)) {
            case PolicyFile.Reading.Good(Rules rules, Rules reporting) ->
                new PolicyReading.Read(new Policy(text, rules, reporting, false));
            case PolicyFile.Reading.Bad(var problems) -> new PolicyReading.Broken(name, problems);
        };
    }

    /**
     * What holds while nobody has written a policy: nothing runs, only admins may look, and the answer says how to
     * start.
     */
    public static Policy absent() {
        return new Policy("", Rules.NONE, Rules.NONE, true);
    }

    /** The whole text it was read from; the audit trail keeps it. */
    public String text() {
        return text;
    }

    /** SHA-256 of the text in UTF-8, as 64 lower-case hexadecimal digits. */
    public String version() {
        return TextVersion.of(text);
    }

    /** Every group that a rule names, report-only or not, so that configuration can be checked for it. */
    public Set<String> groups() {
        return everything().groups();
    }

    /** The rules that count. */
    Rules rules() {
        return rules;
    }

    /** The report-only rules. */
    Rules reporting() {
        return reporting;
    }

    /** The rules that count and the report-only ones. */
    Rules everything() {
        return withReported.orElse(rules);
    }

    public Decision decide(CommandAsk ask) {
        return absent ? BeforeAnyPolicy.decide() : new RunDecision(rules, withReported, ask).decide();
    }

    /**
     * What needs nobody's agreement is granted at once; what does comes with its terms. What comes with a group is
     * granted whatever the rules say.
     */
    public Access decide(CapabilityAsk ask) {
        if (ask.capability().comesWith(ask.groups())) {
            return new Access.Granted(Groups.ADMINS_RULE);
        }
        return absent ? BeforeAnyPolicy.decide(ask) : new CapabilityDecision(rules, withReported, ask).decide();
    }

    /**
     * What would have to be added for a refused ask to be allowed with approval. Reads the whole policy twice.
     *
     * @param groups everybody's
     */
    public Proposal propose(CommandAsk ask, Groups groups) {
        return new Drafting(this, ask, groups).draft();
    }

    /** Whether a refused ask looks as if {@link #propose} could do something about it, found out quickly. */
    public boolean mayPropose(CommandAsk ask, Groups groups) {
        return new Drafting(this, ask, groups).isWorthwhile();
    }

    /** What would have to be added for a refused capability to be granted; likewise. */
    public Proposal propose(CapabilityAsk ask, Groups groups) {
        return new CapabilityDrafting(this, ask, groups).draft();
    }

    /** Whether a refused capability looks as if {@link #propose} could do something about it, found out quickly. */
    public boolean mayPropose(CapabilityAsk ask, Groups groups) {
        return new CapabilityDrafting(this, ask, groups).isWorthwhile();
    }

    /**
     * What a person may ask for on a target from a channel, in whatever container, by name of the command; what breaks
     * the glass comes last.
     *
     * @param groups the groups the person is in now
     * @param at when they would ask
     */
    public List<Permitted> allowed(Person person, Set<String> groups, ChannelId channel, Alias alias, Instant at) {
        var standpoint = new Standpoint(person, Set.copyOf(groups), channel, alias, at);
        return Stream.of(false, true)
                .flatMap(breaksGlass -> new Permissions(rules, standpoint, breaksGlass).list().stream())
                .toList();
    }

    /**
     * What a person may do on a target from a channel besides running commands, in the order in which capabilities are
     * declared. Those of the target's own container.
     *
     * @param groups the groups the person is in now
     * @param at when they would do it
     */
    public List<Permitted> capabilities(Person person, Set<String> groups, ChannelId channel, Alias alias, Instant at) {
        return Arrays.stream(Capability.values())
                .map(capability -> new CapabilityAsk(person, groups, channel, alias, capability, at))
                .flatMap(ask -> permitted(ask.capability(), decide(ask)).stream())
                .toList();
    }

    private static Optional<Permitted> permitted(Capability capability, Access access) {
        return switch (access) {
            case Access.Granted(var rule, var _) -> Optional.of(Permitted.of(capability, rule, Quorum.none()));
            case Access.OnTerms(var rule, var terms, var _) ->
                Optional.of(Permitted.of(capability, rule, terms.quorum()));
            case Access.Refused _ -> Optional.empty();
        };
    }
}
