package sallyport.policy;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import sallyport.request.AfterReview;
import sallyport.request.Binding;
import sallyport.request.Concurrency;
import sallyport.request.Confirmation;
import sallyport.request.Escalation;
import sallyport.request.Quorum;
import sallyport.request.Slot;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode;
import sallyport.yaml.YamlNode.Scalar;

/** Reads the keys of a grant that say on which terms it lets somebody ask. */
final class TermsReader {
    private static final Duration USUAL_EXPIRY = Duration.ofMinutes(30);
    private static final Duration USUAL_START = Duration.ofMinutes(10);
    private static final Duration USUAL_REVIEW = Duration.ofHours(24);
    /** People out of one group; more would mean that nothing is ever approved. */
    private static final int MOST_PEOPLE = 10;

    private static final Map<String, Confirmation> CONFIRMATIONS =
            Map.of("none", Confirmation.NONE, "review", Confirmation.REVIEW);
    private static final Map<String, Binding> BINDINGS = Map.of("revision", Binding.REVISION, "task", Binding.TASK);

    private final YamlFields fields;
    private final String id;
    private final boolean ofCommands;
    private final Function<String, List<String>> objections;

    /** @param ofCommands whether it is asked for as a command: in emergencies too, and on all tasks */
    private TermsReader(YamlFields fields, String id, boolean ofCommands, Function<String, List<String>> objections) {
        this.fields = fields;
        this.id = id;
        this.ofCommands = ofCommands;
        this.objections = objections;
    }

    static Terms ofCommands(YamlFields fields, String id, List<Command> granted) {
        return new TermsReader(
                        fields,
                        id,
                        true,
                        what -> granted.stream()
                                .flatMap(command -> objection(command, what).stream())
                                .toList())
                .read();
    }

    /** The same but for emergencies, in which only commands can be asked for. */
    static Terms ofCapabilities(YamlFields fields, String id, List<Capability> granted) {
        return new TermsReader(
                        fields,
                        id,
                        false,
                        what -> granted.stream()
                                .map(capability -> "Only commands with effect read may " + what + ", and "
                                        + capability.word() + " is a capability.")
                                .toList())
                .read();
    }

    /** Why a command may not do without somebody who looks at it. */
    private static Optional<String> objection(Command command, String what) {
        if (command.effect() != Effect.READ) {
            return Optional.of("Only commands with effect read may " + what + ", and " + command.name() + " is "
                    + command.effect().word() + ".");
        }
        return command.isNarrow()
                ? Optional.empty()
                : Optional.of("A command with a leading_dash parameter may not " + what + ", and " + command.name()
                        + " has one.");
    }

    private void object(YamlNode at, String what) {
        objections.apply(what).forEach(objection -> fields.problem(at, objection));
    }

    private Terms read() {
        var glass = ofCommands ? fields.node("breakglass") : Optional.<YamlNode>empty();
        var review = glass.isEmpty() ? Optional.<AfterReview>empty() : review();
        if (glass.isEmpty()) {
            fields.require("approval");
        }
        var quorum = fields.node("approval").map(node -> quorum(node, glass)).orElse(Quorum.none());
        var require = fields.fields("require");
        var reason = glass.isPresent() ? Optional.of(true) : require.flatMap(keys -> keys.bool("reason"));
        var ticket = require.flatMap(TermsReader::ticket);
        require.ifPresent(YamlFields::refuseOthers);
        var expires = TermBounds.EXPIRES.read(fields, "expires").orElse(USUAL_EXPIRY);
        return new Terms(
                quorum,
                reason.orElse(false),
                ticket.stream().toList(),
                expires,
                TermBounds.START_WITHIN.read(fields, "start_within").orElse(USUAL_START),
                fields.oneOf("bind", BINDINGS).orElse(Binding.REVISION),
                review,
                confirmation(quorum),
                escalation(quorum, expires),
                concurrency(),
                ofCommands ? fanOut(glass) : 1);
    }

    /** In an emergency one task at a time: nobody has looked at it before. */
    private int fanOut(Optional<YamlNode> glass) {
        if (glass.isPresent()) {
            fields.node("fan_out")
                    .ifPresent(at -> fields.problem(
                            at, "A grant with breakglass has no fan_out: in an emergency a command runs on one task."));
        }
        return TermBounds.FAN_OUT.read(fields, "fan_out").orElse(1);
    }

    private List<Concurrency> concurrency() {
        return TermBounds.CONCURRENCY.read(fields, "concurrency").stream()
                .map(most -> new Concurrency(id, most))
                .toList();
    }

    /** Who presses a button on a card has read less than who submits a review. */
    private Confirmation confirmation(Quorum quorum) {
        var confirmation = fields.oneOf("confirm", CONFIRMATIONS).orElse(Confirmation.REVIEW);
        fields.node("confirm").ifPresent(at -> {
            if (quorum.needsNobody()) {
                fields.problem(at, "Nobody has to agree to it, so there is nothing to confirm.");
            }
            if (confirmation == Confirmation.NONE) {
                object(at, "be approved without a review");
            }
        });
        return confirmation;
    }

    private Optional<Escalation> escalation(Quorum quorum, Duration expires) {
        return fields.fields("escalate").flatMap(keys -> {
            keys.require("to");
            keys.require("after");
            var group = keys.scalar("to");
            var after = TermBounds.ESCALATE_AFTER.read(keys, "after");
            keys.refuseOthers();
            if (quorum.needsNobody()) {
                fields.problem(keys.place(), "Nobody has to agree to it, so nobody can stand in.");
            }
            after.filter(span -> span.compareTo(expires) >= 0)
                    .ifPresent(_ -> fields.problem(
                            keys.place(),
                            "It expires after " + Words.duration(expires) + ", before anybody could stand in."));
            return group.flatMap(name -> after.map(span -> new Escalation(name.text(), span)));
        });
    }

    /** Nobody agrees before, so somebody else looks at it afterwards. */
    private Optional<AfterReview> review() {
        return fields.fields("breakglass").flatMap(keys -> {
            keys.require("review_by");
            var group = keys.scalar("review_by");
            var within = TermBounds.REVIEW_WITHIN.read(keys, "within").orElse(USUAL_REVIEW);
            keys.refuseOthers();
            return group.map(name -> new AfterReview(name.text(), within));
        });
    }

    private static Optional<TicketForm> ticket(YamlFields require) {
        return require.scalar("ticket")
                .flatMap(scalar -> PatternReader.read(require, scalar))
                .map(pattern -> new TicketForm(pattern.pattern()));
    }

    private Quorum quorum(YamlNode node, Optional<YamlNode> glass) {
        if (glass.isPresent()) {
            fields.problem(
                    node,
                    "A grant with breakglass has no approval: nobody agrees before, and review_by looks at it afterwards.");
            return Quorum.none();
        }
        if (node instanceof Scalar scalar && scalar.text().equals("none")) {
            object(scalar, "run without approval");
            return Quorum.none();
        }
        if (!(node instanceof YamlNode.Mapping mapping)) {
            fields.problem(node, "approval must be none, or all_of or any_of with groups.");
            return Quorum.none();
        }
        var approval = fields.inside(mapping);
        if (approval.node("all_of").isEmpty() && approval.node("any_of").isEmpty()) {
            fields.problem(node, "approval needs all_of, any_of or both.");
        }
        var seen = new HashSet<String>();
        var slots = slots(approval, "all_of", seen);
        var choice = slots(approval, "any_of", seen);
        approval.refuseOthers();
        if (choice.size() == 1) {
            approval.node("any_of").ifPresent(at -> approval.problem(at, "any_of needs at least two groups."));
        }
        return new Quorum(slots, choice.size() < 2 ? List.of() : List.of(new Quorum.Choice(choice)));
    }

    private static List<Slot> slots(YamlFields approval, String key, Set<String> seen) {
        return approval.node(key).isEmpty()
                ? List.of()
                : approval.list(key).stream()
                        .flatMap(item -> slot(item, seen).stream())
                        .sorted(Comparator.comparing(Slot::group))
                        .toList();
    }

    private static Optional<Slot> slot(YamlFields item, Set<String> seen) {
        item.require("group");
        var group = item.scalar("group");
        int count = item.integer("count", 1, MOST_PEOPLE).orElse(1);
        item.refuseOthers();
        return group.map(name -> {
            if (!seen.add(name.text())) {
                item.problem(name, "The group " + name.text() + " is listed twice; raise its count instead.");
            }
            return new Slot(name.text(), count);
        });
    }
}
