package sallyport.slack;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import sallyport.approval.Approvals;
import sallyport.approval.Directory;
import sallyport.approval.Submission;
import sallyport.approval.Submitted;
import sallyport.audit.LedgerUnavailable;
import sallyport.parse.LogSearch;
import sallyport.parse.Parsed;
import sallyport.parse.Repair;
import sallyport.parse.SlashCommand;
import sallyport.parse.SlashCommandParser;
import sallyport.policy.Access;
import sallyport.policy.Capability;
import sallyport.policy.CapabilityAsk;
import sallyport.policy.CommandAsk;
import sallyport.policy.Policy;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Person;
import sallyport.request.RequestId;
import sallyport.request.Selector;

/**
 * From a typed line to what happens. On the path to Slack's acknowledgement stands at most one durable write and no
 * call to anybody else; whatever takes longer goes to the background and answers later.
 */
final class Dispatch {
    private final String slash;
    private final Supplier<Policy> policy;
    private final Function<Person, Set<String>> groups;
    private final Directory directory;
    private final Aliases aliases;
    private final Approvals approvals;
    private final StatusDesk statuses;
    private final ReviewDesk desk;
    private final ExtensionDesk extensions;
    private final FreezeDesk freezes;
    private final GlassDesk glass;
    private final ProposalDesk proposals;
    private final TranscriptDesk transcripts;
    private final Reads reads;
    private final LogsQuestion logsQuestion;
    private final DoctorDesk doctor;
    private final WhyDesk why;
    private final MetricsDesk metrics;
    private final StateDesk states;
    private final ReplyAddresses addresses;
    private final SlackHooks hooks;
    private final Background background;
    private final InstantSource clock;

    Dispatch(
            String slash,
            Supplier<Policy> policy,
            Function<Person, Set<String>> groups,
            Directory directory,
            Aliases aliases,
            Approvals approvals,
            StatusDesk statuses,
            ReviewDesk desk,
            ExtensionDesk extensions,
            FreezeDesk freezes,
            GlassDesk glass,
            ProposalDesk proposals,
            TranscriptDesk transcripts,
            Reads reads,
            LogsQuestion logsQuestion,
            DoctorDesk doctor,
            WhyDesk why,
            MetricsDesk metrics,
            StateDesk states,
            ReplyAddresses addresses,
            SlackHooks hooks,
            Background background,
            InstantSource clock) {
        this.slash = slash;
        this.policy = policy;
        this.groups = groups;
        this.directory = directory;
        this.aliases = aliases;
        this.approvals = approvals;
        this.statuses = statuses;
        this.desk = desk;
        this.extensions = extensions;
        this.freezes = freezes;
        this.glass = glass;
        this.proposals = proposals;
        this.transcripts = transcripts;
        this.reads = reads;
        this.logsQuestion = logsQuestion;
        this.doctor = doctor;
        this.why = why;
        this.metrics = metrics;
        this.states = states;
        this.addresses = addresses;
        this.hooks = hooks;
        this.background = background;
        this.clock = clock;
    }

    /** What the author reads at once; empty when a card or a later answer says it all. */
    Optional<SlackMessage> answer(Asked asked) {
        try {
            return switch (SlashCommandParser.parse(asked.text())) {
                case Parsed.Usage usage -> Optional.of(Answers.usage(slash, asked.text(), usage));
                case Parsed.Ok(var command, var repairs) -> answer(asked, command, repairs);
            };
        } catch (LedgerUnavailable e) {
            return Optional.of(Answers.storeUnavailable(e.explanation()));
        }
    }

    /**
     * Takes an answer to the question whether logs will do.
     *
     * @return what to tell whoever gave it; empty when a card or the logs say it
     */
    Optional<SlackMessage> answered(Click click) {
        var asked = logsQuestion.pressed(click);
        if (asked.isEmpty()) {
            return Optional.of(BlockKit.sentence(":x: " + Refusals.NOT_THE_CARD));
        }
        try {
            return switch (SlashCommandParser.parse(asked.get().text())) {
                case Parsed.Usage usage ->
                    Optional.of(Answers.usage(slash, asked.get().text(), usage));
                case Parsed.Ok(SlashCommand.Exec exec, var repairs) -> exec(asked.get(), exec, false, repairs);
                case Parsed.Ok(var command, var repairs) -> answer(asked.get(), command, repairs);
            };
        } catch (LedgerUnavailable e) {
            return Optional.of(Answers.storeUnavailable(e.explanation()));
        }
    }

    private Optional<SlackMessage> answer(Asked asked, SlashCommand command, List<Repair> repairs) {
        return switch (command) {
            case SlashCommand.Exec exec -> logsQuestion.about(asked, exec).or(() -> exec(asked, exec, false, repairs));
            case SlashCommand.Breakglass(var exec) -> exec(asked, exec, true, repairs);
            case SlashCommand.Review(var id, var remark) ->
                afterwards(asked, () -> seen(asked, id, () -> glass.review(id, asked.person(), remark)));
            case SlashCommand.Logs logs ->
                patterns(
                        logs.search(),
                        patterns -> read(
                                asked,
                                logs.selector(),
                                Capability.LOGS,
                                (_, named) -> reads.logs(asked, logs.on(named), patterns)));
            case SlashCommand.FollowLogs follow ->
                patterns(
                        follow.search(),
                        patterns -> read(
                                asked,
                                follow.selector(),
                                Capability.LOGS,
                                (alias, named) -> reads.follow(asked, alias, follow.on(named), patterns)));
            case SlashCommand.Insights insights ->
                read(
                        asked,
                        insights.selector(),
                        Capability.LOGS,
                        (_, named) -> reads.insights(asked, insights.on(named)));
            case SlashCommand.Metrics wanted ->
                read(
                        asked,
                        service(wanted.alias()),
                        Capability.METRICS,
                        (alias, _) -> metrics.show(asked, alias, wanted.since()));
            case SlashCommand.Tasks tasks ->
                read(asked, service(tasks.alias()), Capability.TASKS, (alias, _) -> reads.tasks(asked, alias));
            case SlashCommand.Describe describe ->
                read(
                        asked,
                        new Selector(describe.alias(), describe.task(), Optional.empty()),
                        Capability.DESCRIBE,
                        (alias, named) -> states.describe(asked, alias, named.task()));
            case SlashCommand.Why(var subject, var task) -> why(asked, subject, task);
            case SlashCommand.Doctor(var selector) ->
                read(asked, selector, Capability.DOCTOR, (_, named) -> doctor.examine(asked, named));
            case SlashCommand.Explain explain ->
                toMember(asked, () -> ofTarget(explain.selector().alias(), alias -> explain(asked, explain, alias)));
            case SlashCommand.ExplainCapability explain ->
                toMember(asked, () -> ofTarget(explain.selector().alias(), alias -> explain(asked, explain, alias)));
            case SlashCommand.Allowed allowed ->
                toMember(asked, () -> ofTarget(allowed.alias(), alias -> allowed(asked, alias)));
            case SlashCommand.Status status -> toMember(asked, () -> status(asked, status.request()));
            case SlashCommand.Approve(var id) ->
                afterwards(
                        asked, () -> seen(asked, id, () -> desk.openApproval(id, asked.person(), asked.triggerId())));
            case SlashCommand.Deny deny ->
                afterwards(asked, () -> seen(asked, deny.request(), () -> deny(asked, deny)));
            case SlashCommand.Stop(var id, var all) ->
                afterwards(
                        asked,
                        () -> all
                                ? desk.stopAll(id, asked.person(), asked.channel())
                                : desk.stop(id, asked.person(), asked.channel()));
            case SlashCommand.Extend extend ->
                afterwards(asked, () -> extensions.extend(extend, asked.person(), asked.channel()));
            case SlashCommand.Transcript(var id) ->
                afterwards(asked, () -> transcripts.send(asked, id, statuses.maySee(asked, id)));
            case SlashCommand.Freeze freeze ->
                afterwards(asked, () -> freezes.freeze(asked.channel(), asked.person(), freeze.reason()));
            case SlashCommand.Thaw _ -> afterwards(asked, () -> freezes.thaw(asked.channel(), asked.person()));
            case SlashCommand.Services _ -> {
                background.run(asked.responseUrl(), () -> states.services(asked));
                yield Optional.empty();
            }
            case SlashCommand.Help(var topic) ->
                Optional.of(topic.map(about -> Answers.help(slash, about)).orElseGet(() -> Answers.help(slash)));
        };
    }

    private Optional<SlackMessage> exec(
            Asked asked, SlashCommand.Exec exec, boolean breaksGlass, List<Repair> repairs) {
        var submission = new Submission(
                asked.person(),
                asked.channel(),
                exec.selector(),
                exec.argv(),
                exec.reason(),
                exec.ticket(),
                breaksGlass,
                exec.allTasks(),
                asked.mark());
        var submitted = approvals.submit(submission);
        ReportOnlyLog.note(submitted, asked.person(), exec.selector().alias());
        return switch (submitted) {
            case Submitted.Stored stored -> {
                addresses.keep(stored.entry().request().id(), asked.responseUrl());
                yield repairs.isEmpty() ? Optional.empty() : Optional.of(Answers.repaired(exec.argv(), repairs));
            }
            case Submitted.NotAllowed(var denied) -> {
                background.run(asked.responseUrl(), () -> proposals.offer(asked, exec));
                yield Optional.of(
                        SubmissionAnswers.denied(denied.explanation(), denied.reasons(), whatToTry(exec.selector())));
            }
            case Submitted.NoSuchTarget target -> Optional.of(Answers.noSuchTarget(slash, target.alias(), aliases));
            case Submitted other ->
                SubmissionAnswers.sentence(other).map(sentence -> BlockKit.sentence(":x: " + sentence));
        };
    }

    private String whatToTry(Selector selector) {
        return "`" + slash + " allowed " + SlackText.encode(selector.alias()) + "` lists what you may do there.";
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

    private Optional<SlackMessage> why(Asked asked, String subject, Optional<String> task) {
        if (aliases.find(subject).isEmpty() && task.isEmpty() && WhyDesk.isTask(subject)) {
            return whyTask(asked, subject);
        }
        return read(
                asked,
                new Selector(subject, task, Optional.empty()),
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

    private SlackMessage ofTarget(String typed, Function<Alias, SlackMessage> answer) {
        return aliases.find(typed).map(answer).orElseGet(() -> Answers.noSuchTarget(slash, typed, aliases));
    }

    /** Answers full members of the workspace only; who that is has to be asked of Slack, so the answer comes later. */
    private Optional<SlackMessage> toMember(Asked asked, Supplier<SlackMessage> answer) {
        background.run(asked.responseUrl(), () -> hooks.whisper(asked.responseUrl(), ifMember(asked.person(), answer)));
        return Optional.empty();
    }

    private SlackMessage ifMember(Person person, Supplier<SlackMessage> answer) {
        try {
            return Refusals.of(directory.lookUp(person))
                    .map(sentence -> BlockKit.sentence(":x: " + sentence))
                    .orElseGet(answer);
        } catch (LedgerUnavailable e) {
            return Answers.storeUnavailable(e.explanation());
        }
    }

    private SlackMessage explain(Asked asked, SlashCommand.Explain explain, Alias alias) {
        var ask = new CommandAsk(
                asked.person(),
                groups.apply(asked.person()),
                asked.channel(),
                alias,
                explain.selector().container().or(alias::container),
                explain.argv(),
                clock.instant());
        return Answers.explained(policy.get().decide(ask), whatToTry(explain.selector()));
    }

    private SlackMessage explain(Asked asked, SlashCommand.ExplainCapability explain, Alias alias) {
        var capability = Capability.BY_WORD.get(explain.capability());
        if (capability == null) {
            return Answers.noSuchCapability(explain.capability());
        }
        var ask = new CapabilityAsk(
                asked.person(),
                groups.apply(asked.person()),
                asked.channel(),
                alias,
                explain.selector().container(),
                capability,
                clock.instant());
        return Answers.explained(capability, policy.get().decide(ask), whatToTry(explain.selector()));
    }

    private SlackMessage allowed(Asked asked, Alias alias) {
        var inForce = policy.get();
        var memberships = groups.apply(asked.person());
        var now = clock.instant();
        return Answers.allowed(
                alias,
                inForce.allowed(asked.person(), memberships, asked.channel(), alias, now),
                inForce.capabilities(asked.person(), memberships, asked.channel(), alias, now));
    }

    private Optional<String> deny(Asked asked, SlashCommand.Deny deny) {
        return deny.allTasks()
                ? desk.openDenialOfAll(deny.request(), asked.person(), asked.triggerId())
                : desk.openDenial(deny.request(), asked.person(), asked.triggerId());
    }

    private SlackMessage status(Asked asked, Optional<RequestId> wanted) {
        return wanted.map(id -> statuses.of(asked, id)).orElseGet(() -> statuses.ofAll(asked));
    }

    /** Who may not see a request does not get its review opened either; the sentence is the same. */
    private Optional<String> seen(Asked asked, RequestId id, Supplier<Optional<String>> review) {
        return statuses.maySee(asked, id) ? review.get() : Optional.of(Refusals.NOT_SEEN_FROM_HERE);
    }

    /** Does it off the path to the acknowledgement and answers only if it did not go through. */
    private Optional<SlackMessage> afterwards(Asked asked, Supplier<Optional<String>> work) {
        background.run(
                asked.responseUrl(),
                () -> outcome(work).ifPresent(answer -> hooks.whisper(asked.responseUrl(), answer)));
        return Optional.empty();
    }

    private static Optional<SlackMessage> outcome(Supplier<Optional<String>> work) {
        try {
            return work.get().map(sentence -> BlockKit.sentence(":x: " + sentence));
        } catch (LedgerUnavailable e) {
            return Optional.of(Answers.storeUnavailable(e.explanation()));
        }
    }
}
