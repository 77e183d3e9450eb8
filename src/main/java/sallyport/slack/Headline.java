package sallyport.slack;

import java.util.Optional;
import sallyport.request.Actor;
import sallyport.request.ExitCode;
import sallyport.request.ExitStatus;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.run.Resolution;

/**
 * Where a request stands, in people's words: never the name of a type of ours, and readable without colour or emoji.
 *
 * @param emoji Slack's name of it
 * @param word one or a few words
 * @param sentence what follows the word, ours, in Slack's markup
 * @param detail somebody else's words that belong to it, to be shown to the letter
 */
record Headline(String emoji, String word, String sentence, Optional<String> detail) {
    private static final String MAY_STILL_RUN = "What it started may still run; check before asking again.";

    static Headline of(Story story) {
        return switch (story.phase()) {
            case Phase.Received _ ->
                story.agent()
                        .map(Headline::waitingForAgent)
                        .orElseGet(() -> new Headline("eyes", "Looking up", "where this would run."));
            case Phase.Pending _ -> pending(story);
            case Phase.Approved approved -> approved(story, approved);
            case Phase.Starting starting -> starting(story, starting);
            case Phase.Running running -> running(story.request(), running);
            case Phase.Ended ended -> ended(story, ended);
        };
    }

    private Headline(String emoji, String word, String sentence) {
        this(emoji, word, sentence, Optional.empty());
    }

    private Headline(String emoji, String word, String sentence, String detail) {
        this(emoji, word, sentence, detail.isBlank() ? Optional.empty() : Optional.of(detail));
    }

    /** One line of Slack's markup, without the detail. */
    String line() {
        return ":" + emoji + ": *" + word + "* " + sentence;
    }

    private static Headline pending(Story story) {
        var quorum = story.request().quorum();
        var progress = quorum.progress(story.approvals());
        return new Headline(
                "hourglass",
                "Waiting for approval",
                "· " + progress.filled() + " of " + progress.places() + " · needs " + Words.quorum(quorum));
    }

    private static Headline waitingForAgent(Resolution.AgentStarting agent) {
        return new Headline(
                "hourglass",
                "Waiting",
                "for the exec agent of " + place(agent)
                        + ", which is starting. If that takes longer than half a minute, the thread says what keeps it.");
    }

    private static String place(Resolution.AgentStarting agent) {
        return "container " + BlockKit.code(agent.container()) + " in task " + BlockKit.code(agent.taskId());
    }

    private static Headline approved(Story story, Phase.Approved approved) {
        var next = story.waitsFor()
                .map(Headline::waits)
                .or(() -> story.agent().map(agent -> "Waits for the exec agent of " + place(agent)))
                .orElse("Starts next");
        var until = " " + next + "; after " + BlockKit.moment(approved.startBy()) + " it would not start any more.";
        var detail = story.waitsFor().flatMap(Headline::why);
        return story.approvals().isEmpty()
                ? new Headline("white_check_mark", "Allowed", "by the policy without approval." + until, detail)
                : new Headline(
                        "white_check_mark", "Approved", "by " + Words.people(story.approvals()) + "." + until, detail);
    }

    private static String waits(Ahead ahead) {
        return switch (ahead) {
            case Ahead.Run(var other, var where) ->
                "Waits for " + BlockKit.code(other.id().value()) + " (by " + BlockKit.mention(other.requester()) + ") "
                        + where;
            case Ahead.Frozen(var freeze) ->
                ":snowflake: *All starts are frozen* by " + BlockKit.mention(freeze.by()) + " since "
                        + BlockKit.moment(freeze.at()) + ". It starts when they are thawed";
        };
    }

    private static Optional<String> why(Ahead ahead) {
        return switch (ahead) {
            case Ahead.Run _ -> Optional.empty();
            case Ahead.Frozen(var freeze) -> Optional.of("Why it is frozen: " + freeze.reason());
        };
    }

    private static Headline starting(Story story, Phase.Starting starting) {
        if (story.startInDoubt()) {
            return new Headline(
                    "hourglass",
                    "Being looked up",
                    "· Sallyport stopped while it was starting this, and now finds out whether it ran. That takes about"
                            + " five minutes; it is not tried again.");
        }
        return starting.stopAskedBy()
                .map(by -> new Headline(
                        "octagonal_sign", "Stopping", "as soon as it runs, as " + BlockKit.mention(by) + " asked."))
                .orElseGet(() -> new Headline("rocket", "Starting", "in the container."));
    }

    private static Headline running(Request request, Phase.Running running) {
        if (running.timeIsUp()) {
            return new Headline("octagonal_sign", "Stopping", "· its time is up.");
        }
        return running.stopAskedBy()
                .map(by -> new Headline("octagonal_sign", "Stopping", "as " + BlockKit.mention(by) + " asked."))
                .orElseGet(() -> new Headline(
                        "rocket",
                        "Running",
                        "since " + BlockKit.moment(running.since()) + ", until "
                                + BlockKit.moment(running.endsBy(request)) + " at the latest" + extended(running)
                                + ". Output is in the thread."));
    }

    private static String extended(Phase.Running running) {
        return running.extension()
                .map(extension -> ", extended by " + BlockKit.mention(extension.by()))
                .orElse("");
    }

    private static Headline ended(Story story, Phase.Ended ended) {
        return switch (ended) {
            case Phase.Done done -> done(story, done.exit());
            case Phase.Failed failed ->
                new Headline("x", "Broke off", "· " + ranFor(story) + MAY_STILL_RUN, failed.cause());
            case Phase.TimedOut _ ->
                new Headline(
                        "x",
                        "Timed out",
                        "after " + Words.duration(story.limit()) + ". The session was ended. " + MAY_STILL_RUN);
            case Phase.Revoked revoked ->
                new Headline(
                        "octagonal_sign",
                        "Stopped",
                        "by " + BlockKit.mention(revoked.by()) + ". The session was ended and the command killed. "
                                + MAY_STILL_RUN);
            case Phase.Lost lost ->
                new Headline(
                        "warning",
                        "Lost sight of it",
                        "· It started, and nobody saw its end. " + MAY_STILL_RUN,
                        lost.cause());
            case Phase.Unknown unknown ->
                new Headline(
                        "warning",
                        "It may have run",
                        "· Nobody can tell whether it started; it was not tried again. Check before asking again.",
                        unknown.cause());
            case Phase.Denied denied ->
                new Headline(
                        "x", "Denied", "by " + BlockKit.mention(denied.by()) + ". It did not run.", denied.reason());
            case Phase.Cancelled cancelled -> cancelled(cancelled.by());
            case Phase.Expired _ -> expired(story);
            case Phase.Stale stale ->
                new Headline(
                        "warning",
                        "Approval void",
                        "· It did not run. Ask again to have it reviewed as things are now.",
                        stale.changed());
            case Phase.NotStarted notStarted ->
                new Headline(
                        "x",
                        "Not started",
                        "· It did not run.",
                        notStarted.cause().explanation());
        };
    }

    private static Headline done(Story story, ExitStatus exit) {
        return switch (exit) {
            case ExitStatus.Exited(int code)
            when code == 0 ->
                new Headline("white_check_mark", "Done", "· " + ranFor(story) + "exit 0, as the container reports it.");
            case ExitStatus.Exited(int code) ->
                new Headline("x", "Ended", "· " + ranFor(story) + "exit " + code + ", as the container reports it.");
            case ExitStatus.Unknown _ ->
                new Headline("warning", "Ended", "· " + ranFor(story) + "exit unknown: " + whyUnknown(story));
        };
    }

    private static String whyUnknown(Story story) {
        return story.request().exitCode() == ExitCode.NONE
                ? "it ran without reporting one. Read the output before calling it a success."
                : "the container reported none. Do not read this as success.";
    }

    private static Headline cancelled(Actor by) {
        return switch (by) {
            case Actor.Human human ->
                new Headline(
                        "octagonal_sign", "Taken back", "by " + BlockKit.mention(human.person()) + ". It did not run.");
            case Actor.Component _ ->
                new Headline(
                        "octagonal_sign", "Called off", "by Sallyport. It did not run; ask again if it is needed.");
        };
    }

    private static Headline expired(Story story) {
        return new Headline(
                "hourglass", "Expired", whyExpired(story) + " It did not run. Ask again if it is still needed.");
    }

    private static String whyExpired(Story story) {
        if (story.target().isEmpty()) {
            return "· Where it would run could not be looked up in time.";
        }
        return story.request().quorum().isMetBy(story.approvals())
                ? "· It was agreed to and could not start in time."
                : "· Not enough people agreed in time.";
    }

    private static String ranFor(Story story) {
        return story.ranFor().map(time -> "ran " + Words.duration(time) + " · ").orElse("");
    }
}
