package sallyport.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.policy.Access.Refused;
import sallyport.policy.Proposal.Draft;
import sallyport.policy.Proposal.Impossible;
import sallyport.policy.Proposal.Needless;
import sallyport.policy.Section.Addition;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlNode.Mapping;
import sallyport.yaml.YamlReading;

/** Drafts the grant that would allow a refused use of a capability, and tries it. Never a deny. */
final class CapabilityDrafting {
    /** Grants of the same elsewhere, named in a note. */
    private static final int MOST_ELSEWHERE = 3;

    private final Policy policy;
    private final CapabilityAsk ask;
    private final GrantFrame frame;

    /** @param groups everybody's */
    CapabilityDrafting(Policy policy, CapabilityAsk ask, Groups groups) {
        this.policy = policy;
        this.ask = ask;
        this.frame = new GrantFrame(policy, ask, groups);
    }

    /** Whether it is refused and nothing is known to stand in the way. Much quicker than {@link #draft}. */
    boolean isWorthwhile() {
        return policy.decide(ask) instanceof Refused refused
                && obstacle(refused).isEmpty();
    }

    /** Reads the whole policy twice, so not for the path to an acknowledgement. */
    Proposal draft() {
        return switch (policy.decide(ask)) {
            case Access.Granted _, Access.OnTerms _ -> new Needless();
            case Refused refused ->
                obstacle(refused).<Proposal>map(Impossible::new).orElseGet(() -> drafted(refused));
        };
    }

    private Optional<String> obstacle(Refused refused) {
        return frame.forbidden(refused.reasons())
                .or(this::everywhere)
                .or(frame::ungrantable)
                .or(() -> needsAgreement() && approvers().isEmpty() ? Optional.of(Drafting.NOBODY) : Optional.empty());
    }

    private Optional<String> everywhere() {
        return ask.capability() == Capability.FREEZE
                ? Optional.of("a freeze holds for every target, so the owners of one cannot allow it")
                : Optional.empty();
    }

    private boolean needsAgreement() {
        return ask.capability().kind().needsAgreement();
    }

    private Optional<String> approvers() {
        var rules = policy.rules();
        return frame.approvers(rules.capabilitiesNear(ask.alias()), rules.grants());
    }

    private Proposal drafted(Refused refused) {
        var addition = Yaml.read(policy.text()) instanceof YamlReading.Read(Mapping root)
                ? frame.addition("grants", root, grant().lines())
                : Optional.<Addition>empty();
        return addition.map(List::of)
                .flatMap(lines -> frame.with(lines)
                        .map(with -> with.decide(ask))
                        .filter(this::isAsMeant)
                        .map(access -> new Draft(GrantFrame.yaml(lines), notes(refused, access), refused.reasons())))
                .<Proposal>map(draft -> draft)
                .orElse(Drafting.UNFIT);
    }

    private GrantDraft grant() {
        var word = ask.capability().word();
        return new GrantDraft(
                frame.id(word),
                GrantDraft.Subject.capability(word),
                frame.target().orElseThrow(),
                needsAgreement() ? ask.container() : Optional.empty(),
                frame.askers(),
                ask.channel().value(),
                needsAgreement() ? approvers() : Optional.empty());
    }

    private boolean isAsMeant(Access access) {
        return switch (access) {
            case Access.Granted _ -> !needsAgreement();
            case Access.OnTerms(var _, var terms, var _) -> !terms.quorum().needsNobody();
            case Refused _ -> false;
        };
    }

    private List<String> notes(Refused refused, Access access) {
        var reported = Stream.of(refused.reported(), access.reported())
                .distinct()
                .flatMap(report -> report.words().stream())
                .map(words -> "By report-only rules it " + words + ".");
        return Stream.of(reported, ask.capability().toCome().stream(), elsewhere())
                .flatMap(notes -> notes)
                .toList();
    }

    /** Grants of the same that lack only the target. */
    private Stream<String> elsewhere() {
        return policy.rules().capabilities().stream()
                .filter(grant -> grant.capabilities().contains(ask.capability()))
                .filter(grant -> grant.unmet(ask).stream().allMatch(unmet -> unmet.kind() == Reason.Kind.TARGET))
                .map(Grant::id)
                .sorted()
                .limit(MOST_ELSEWHERE)
                .map(id -> "The rule " + id + " grants it on other targets; adding this one there is possible.");
    }
}
