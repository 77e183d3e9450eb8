package sallyport.slack;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.approval.Approvals;
import sallyport.approval.Directory;
import sallyport.approval.Submission;
import sallyport.approval.Submitted;
import sallyport.audit.LedgerUnavailable;
import sallyport.parse.Parsed;
import sallyport.parse.Repair;
import sallyport.parse.SlashCommand;
import sallyport.parse.SlashCommandParser;
import sallyport.request.Aliases;
import sallyport.request.Person;
import sallyport.request.RequestId;

/**
 * From a typed line to what happens. On the path to Slack's acknowledgement stands at most one durable write and no
 * call to anybody else; whatever takes longer goes to the background and answers later.
 */
final class Dispatch {
    private final String slash;
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
    private final LogsQuestion logsQuestion;
    private final LookDesk looks;
    private final PolicyDesk explanations;
    private final ReplyAddresses addresses;
    private final SlackHooks hooks;
    private final Background background;

    Dispatch(
            String slash,
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
            LogsQuestion logsQuestion,
            LookDesk looks,
            PolicyDesk explanations,
            ReplyAddresses addresses,
            SlackHooks hooks,
            Background background) {
        this.slash = slash;
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
        this.logsQuestion = logsQuestion;
        this.looks = looks;
        this.explanations = explanations;
        this.addresses = addresses;
        this.hooks = hooks;
        this.background = background;
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
            case SlashCommand.Logs logs -> looks.logs(asked, logs);
            case SlashCommand.FollowLogs follow -> looks.follow(asked, follow);
            case SlashCommand.Insights insights -> looks.insights(asked, insights);
            case SlashCommand.Metrics metrics -> looks.metrics(asked, metrics);
            case SlashCommand.Tasks tasks -> looks.tasks(asked, tasks);
            case SlashCommand.Describe describe -> looks.describe(asked, describe);
            case SlashCommand.Why why -> looks.why(asked, why);
            case SlashCommand.Doctor doctor -> looks.doctor(asked, doctor);
            case SlashCommand.Services _ -> looks.services(asked);
            case SlashCommand.Explain explain -> toMember(asked, () -> explanations.explain(asked, explain));
            case SlashCommand.ExplainCapability explain -> toMember(asked, () -> explanations.explain(asked, explain));
            case SlashCommand.Allowed allowed -> toMember(asked, () -> explanations.allowed(asked, allowed));
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
                yield Optional.of(SubmissionAnswers.denied(
                        denied.explanation(), denied.reasons(), Answers.whatToTry(slash, exec.selector())));
            }
            case Submitted.NoSuchTarget target -> Optional.of(Answers.noSuchTarget(slash, target.alias(), aliases));
            case Submitted other ->
                SubmissionAnswers.sentence(other).map(sentence -> BlockKit.sentence(":x: " + sentence));
        };
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
