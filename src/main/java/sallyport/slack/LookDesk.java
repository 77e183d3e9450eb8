package sallyport.slack;

import java.util.Optional;
import java.util.function.Function;
import sallyport.parse.LogSearch;
import sallyport.parse.SlashCommand;
import sallyport.policy.Access;
import sallyport.policy.Capability;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Selector;

/**
 * What is looked at: finds the target or the task that was typed, asks the policy, and has the desk for it look and
 * answer in the background. Methods answer what the author reads at once, empty when a later answer says it all, and
 * ask nobody outside the process before they return. Safe for use by many threads.
 */
final class LookDesk {
    private final String slash;
    private final Aliases aliases;
    private final ProposalDesk proposals;
    private final Reads reads;
    private final DoctorDesk doctor;
    private final WhyDesk why;
    private final MetricsDesk metrics;
    private final StateDesk states;
    private final SlackHooks hooks;
    private final Background background;

    LookDesk(
            String slash,
            Aliases aliases,
            ProposalDesk proposals,
            Reads reads,
            DoctorDesk doctor,
            WhyDesk why,
            MetricsDesk metrics,
            StateDesk states,
            SlackHooks hooks,
            Background background) {
        this.slash = slash;
        this.aliases = aliases;
        this.proposals = proposals;
        this.reads = reads;
        this.doctor = doctor;
        this.why = why;
        this.metrics = metrics;
        this.states = states;
        this.hooks = hooks;
        this.background = background;
    }

    Optional<SlackMessage> logs(Asked asked, SlashCommand.Logs logs) {
        return patterns(
                logs.search(),
                patterns -> read(
                        asked,
                        logs.selector(),
                        Capability.LOGS,
                        (_, named) -> reads.logs(asked, logs.on(named), patterns)));
    }

    Optional<SlackMessage> follow(Asked asked, SlashCommand.FollowLogs follow) {
        return patterns(
                follow.search(),
                patterns -> read(
                        asked,
                        follow.selector(),
                        Capability.LOGS,
                        (alias, named) -> reads.follow(asked, alias, follow.on(named), patterns)));
    }

    Optional<SlackMessage> insights(Asked asked, SlashCommand.Insights insights) {
        return read(
                asked, insights.selector(), Capability.LOGS, (_, named) -> reads.insights(asked, insights.on(named)));
    }

    Optional<SlackMessage> metrics(Asked asked, SlashCommand.Metrics wanted) {
        return read(
                asked,
                service(wanted.alias()),
                Capability.METRICS,
                (alias, _) -> metrics.show(asked, alias, wanted.since()));
    }

    Optional<SlackMessage> tasks(Asked asked, SlashCommand.Tasks tasks) {
        return read(asked, service(tasks.alias()), Capability.TASKS, (alias, _) -> reads.tasks(asked, alias));
    }

    Optional<SlackMessage> describe(Asked asked, SlashCommand.Describe describe) {
        return read(
                asked,
                new Selector(describe.alias(), describe.task(), Optional.empty()),
                Capability.DESCRIBE,
                (alias, named) -> states.describe(asked, alias, named.task()));
    }

    Optional<SlackMessage> doctor(Asked asked, SlashCommand.Doctor wanted) {
        return read(asked, wanted.selector(), Capability.DOCTOR, (_, named) -> doctor.examine(asked, named));
    }

    Optional<SlackMessage> services(Asked asked) {
        background.run(asked.responseUrl(), () -> states.services(asked));
        return Optional.empty();
    }

    Optional<SlackMessage> why(Asked asked, SlashCommand.Why wanted) {
        var subject = wanted.subject();
        if (aliases.find(subject).isEmpty() && wanted.task().isEmpty() && WhyDesk.isTask(subject)) {
            return whyTask(asked, subject);
        }
        return read(
                asked,
                new Selector(subject, wanted.task(), Optional.empty()),
                Capability.DESCRIBE,
                (_, named) -> why.explain(asked, named));
    }

    /**
     * Which target a task is of only AWS knows, so it is looked for among the services that its asker may look at, and
     * then in the targets that are whole clusters.
     */
    private Optional<SlackMessage> whyTask(Asked asked, String task) {
        var candidates = why.candidates(asked, task);
        var elsewhere = aliases.task(task);
        if (candidates.isEmpty() && elsewhere.isEmpty()) {
            return Optional.of(Answers.taskOfNobody(slash, task));
        }
        background.run(
                asked.responseUrl(),
                () -> why.explainTask(
                        asked,
                        candidates,
                        task,
                        elsewhere.map(one -> () -> readTask(
                                asked,
                                service(task),
                                one,
                                Capability.DESCRIBE,
                                (_, named) -> why.explain(asked, named)))));
        return Optional.empty();
    }

    private interface Reading {
        /** @param named what was typed, with the target's own name and a task's id */
        void on(Alias alias, Selector named);
    }

    private static Selector service(String typed) {
        return new Selector(typed, Optional.empty(), Optional.empty());
    }

    private Optional<SlackMessage> read(Asked asked, Selector typed, Capability capability, Reading reading) {
        var alias = aliases.find(typed.alias());
        if (alias.isEmpty()) {
            return aliases.task(typed.alias())
                    .map(task -> readTask(asked, typed, task, capability, reading))
                    .orElseGet(() -> Optional.of(Answers.noSuchTarget(slash, typed.alias(), aliases)));
        }
        var named = typed.within(alias.get());
        if (named.isEmpty()) {
            return Optional.of(Answers.taskElsewhere(alias.get(), typed.task().orElse("")));
        }
        return switch (reads.decide(asked.person(), asked.channel(), alias.get(), capability)) {
            case Access.Refused refused -> {
                background.run(asked.responseUrl(), () -> proposals.offer(asked, alias.get(), capability));
                yield Optional.of(SubmissionAnswers.refused(refused));
            }
            case Access.OnTerms _ -> throw new IllegalStateException(capability + " is shown at once");
            case Access.Granted _ -> {
                background.run(asked.responseUrl(), () -> reading.on(alias.get(), named.get()));
                yield Optional.empty();
            }
        };
    }

    /** What a task belongs to has to be looked up before the policy can say who may see it. */
    private Optional<SlackMessage> readTask(
            Asked asked, Selector typed, Aliases.Task task, Capability capability, Reading reading) {
        if (typed.task().isPresent()) {
            return Optional.of(Answers.taskTwice(task.id()));
        }
        background.run(
                asked.responseUrl(),
                () -> states.find(asked, task, alias -> {
                    var named = new Selector(alias.name(), Optional.of(task.id()), typed.container());
                    switch (reads.decide(asked.person(), asked.channel(), alias, capability)) {
                        case Access.Refused refused ->
                            hooks.whisper(asked.responseUrl(), SubmissionAnswers.refused(refused));
                        case Access.OnTerms _ -> throw new IllegalStateException(capability + " is shown at once");
                        case Access.Granted _ -> reading.on(alias, named);
                    }
                }));
        return Optional.empty();
    }

    private static Optional<SlackMessage> patterns(
            LogSearch search, Function<LogPatterns.Compiled, Optional<SlackMessage>> reading) {
        return switch (LogPatterns.of(search)) {
            case LogPatterns.Refused(var sentence) -> Optional.of(BlockKit.sentence(":x: " + sentence));
            case LogPatterns.Compiled patterns -> reading.apply(patterns);
        };
    }
}
