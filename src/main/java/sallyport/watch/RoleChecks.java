package sallyport.watch;

import static sallyport.watch.CheckId.D14;
import static sallyport.watch.CheckId.D15;
import static sallyport.watch.CheckId.D16;
import static sallyport.watch.CheckId.D17;
import static sallyport.watch.CheckId.D37;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sallyport.watch.RoleFacts.Condition;
import sallyport.watch.RoleFacts.Trust;

/** The task role and Sallyport's own. */
final class RoleChecks {
    static final String[] MESSAGES = {
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel"
    };

    static final String EXECUTE = "ecs:ExecuteCommand";
    static final String START_SESSION = "ssm:StartSession";

    private static final String TASKS = "ecs-tasks.amazonaws.com";

    private RoleChecks() {}

    static Fact<RoleFacts> there(ExecFacts facts) {
        return facts.role()
                .then(found -> found.<Fact<RoleFacts>>map(Fact.Known::new)
                        .orElseGet(() -> new Fact.Missing<>("the task has no role (D14).")));
    }

    static Check present(ExecFacts facts) {
        return Check.of(
                D14,
                facts.role(),
                found -> found.map(role -> Check.fine(
                                D14,
                                role.ofInstance() ? "The task uses the instance's role." : "The task has a role.",
                                Evidence.of(role.source(), role.arn())))
                        .orElseGet(() -> Check.blocks(
                                D14,
                                "The task has no role, so the exec agent has no permissions.",
                                Remedies.messages("TASK_ROLE"),
                                Evidence.of("taskDefinition.taskRoleArn", ""))));
    }

    static Check messages(ExecFacts facts) {
        return Check.of(D15, there(facts), role -> Check.of(D15, facts.roleCan(), can -> messages(role, can)));
    }

    private static Check messages(RoleFacts role, Simulation can) {
        var evidence = can.evidence(role.arn(), MESSAGES);
        var denied = can.denied(MESSAGES);
        if (!denied.isEmpty()) {
            return Check.blocks(
                    D15,
                    "The task role is denied " + String.join(", ", denied) + ".",
                    Remedies.messages(name(role.arn())),
                    evidence);
        }
        var unanswered = can.unanswered(MESSAGES);
        if (!unanswered.isEmpty()) {
            return Check.couldNotCheck(
                    D15, "IAM gave no answer about " + String.join(", ", unanswered) + ".", evidence);
        }
        return can.proves(MESSAGES)
                ? Check.fine(D15, "The task role has the four ssmmessages permissions.", evidence)
                : Check.couldNotCheck(
                        D15,
                        "not proven, since conditions on " + String.join(", ", can.openConditions())
                                + " decide, which cannot be known here.",
                        evidence);
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    static Check bot(ExecFacts facts) {
        return Check.of(D16, facts.botCan(), can -> {
            var evidence = can.evidence("sallyport", EXECUTE);
            if (!can.denied(EXECUTE).isEmpty()) {
                return Check.blocks(
                        D16,
                        "The role Sallyport uses here may not start commands in this task (" + EXECUTE + ").",
                        Remedies.execute(facts.target()),
                        evidence);
            }
            if (!can.unanswered(EXECUTE).isEmpty()) {
                return Check.couldNotCheck(D16, "IAM gave no answer about " + EXECUTE + ".", evidence);
            }
            var open = can.openConditions();
            return can.proves(EXECUTE)
                    ? Check.fine(D16, "The role Sallyport uses here may start commands in this task.", evidence)
                    : Check.advice(
                            D16,
                            "Not proven that Sallyport may start commands here: conditions on "
                                    + String.join(", ", open) + " decide.",
                            Remedy.of("Compare these conditions with the task, its tags and its containers' names."),
                            evidence);
        });
    }

    static Check trust(ExecFacts facts) {
        return Check.of(
                D17,
                there(facts),
                role -> role.ofInstance()
                        ? Check.notApplicable(D17, "the instance's role is given to EC2, and not to the task.")
                        : Check.of(D17, facts.trust(), statements -> trust(facts, role, statements)));
    }

    private static Check trust(ExecFacts facts, RoleFacts role, List<Trust> statements) {
        var about = statements.stream().filter(RoleChecks::concernsTasks).toList();
        var evidence = Stream.concat(
                        Stream.of(Evidence.of("role.arn", role.arn())),
                        about.stream()
                                .flatMap(statement -> statement.conditions().stream()
                                        .map(condition -> Evidence.of(
                                                "trust." + condition.operator() + "." + condition.key(),
                                                String.join(",", condition.values())))))
                .toArray(Evidence[]::new);
        var remedy = Remedies.trust(facts.target(), name(role.arn()));
        if (about.stream()
                .anyMatch(statement ->
                        !statement.allows() && statement.conditions().isEmpty())) {
            return Check.blocks(D17, "The trust policy of the task role denies " + TASKS + ".", remedy, evidence);
        }
        var allowing = about.stream().filter(Trust::allows).toList();
        var fits = allowing.stream().map(statement -> fit(facts, statement)).toList();
        if (fits.contains(Fit.YES)) {
            return Check.fine(D17, "ECS tasks may take the task role.", evidence);
        }
        if (fits.contains(Fit.UNKNOWN)) {
            return Check.couldNotCheck(
                    D17, "the trust policy of the task role has conditions that cannot be judged here.", evidence);
        }
        return Check.blocks(
                D17,
                allowing.isEmpty()
                        ? "The trust policy of the task role does not name " + TASKS + "."
                        : "The trust policy of the task role names another account or other tasks.",
                remedy,
                evidence);
    }

    private static boolean concernsTasks(Trust statement) {
        return (statement.services().contains(TASKS) || statement.services().contains("*"))
                && statement.actions().stream()
                        .anyMatch(action ->
                                List.of("sts:AssumeRole", "sts:*", "*").contains(action));
    }

    private enum Fit {
        YES,
        UNKNOWN,
        NO
    }

    private static Fit fit(ExecFacts facts, Trust statement) {
        return statement.conditions().stream()
                .map(condition -> fit(facts, condition))
                .max(Fit::compareTo)
                .orElse(Fit.YES);
    }

    /** The two conditions that AWS recommends against a confused deputy; of others nothing is known. */
    private static Fit fit(ExecFacts facts, Condition condition) {
        var target = facts.target();
        return switch (condition.key().toLowerCase(Locale.ROOT)) {
            case "aws:sourceaccount" -> fit(condition, target.account());
            case "aws:sourcearn" ->
                fit(condition, "arn:aws:ecs:" + target.region() + ":" + target.account() + ":task/any");
            default -> Fit.UNKNOWN;
        };
    }

    private static Fit fit(Condition condition, String actual) {
        return switch (condition.operator()) {
            case "StringEquals", "ArnEquals", "StringLike", "ArnLike" ->
                condition.values().stream().anyMatch(value -> like(value, actual)) ? Fit.YES : no(condition);
            default -> Fit.UNKNOWN;
        };
    }

    /** A pattern for an ARN may fit tasks that the example does not stand for. */
    private static Fit no(Condition condition) {
        boolean names = condition.values().stream().allMatch(value -> value.matches("[0-9]{12}"));
        return names || condition.values().stream().noneMatch(value -> value.contains(":ecs:")) ? Fit.NO : Fit.UNKNOWN;
    }

    private static boolean like(String pattern, String text) {
        var parts = Optional.of(pattern.replaceFirst("^arn:aws[a-z-]*:", "arn:aws:")).stream()
                .flatMap(whole -> Stream.of(whole.split("\\*", -1)))
                .map(Pattern::quote)
                .toList();
        return text.matches(String.join(".*", parts));
    }

    static Check directSessions(ExecFacts facts) {
        return Check.of(D37, facts.botCan(), can -> {
            var evidence = can.evidence("sallyport", START_SESSION);
            if (!can.unanswered(START_SESSION).isEmpty()) {
                return Check.couldNotCheck(D37, "IAM gave no answer about " + START_SESSION + ".", evidence);
            }
            if (can.verdict(START_SESSION).filter(Simulation.Verdict::isAllowed).isPresent()) {
                return Check.advice(
                        D37,
                        "The role Sallyport uses here may open sessions past ECS, which ECS neither records nor"
                                + " limits.",
                        Remedies.denyStartSession(facts.target()),
                        evidence);
            }
            return can.denied(START_SESSION).isEmpty()
                    ? Check.couldNotCheck(D37, "conditions decide about " + START_SESSION + ".", evidence)
                    : Check.fine(D37, "Sallyport's role opens no sessions past ECS.", evidence);
        });
    }
}
