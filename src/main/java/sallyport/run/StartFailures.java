package sallyport.run;

import java.util.regex.Pattern;
import sallyport.request.ExitCode;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/** Reads what the exec agent says when it could not start a command. */
final class StartFailures {
    /** How the agent words a missing {@code sh}: the program's name in quotes after {@code exec:}. */
    private static final Pattern NO_SHELL = Pattern.compile("exec: \"?sh\"?: ");

    private StartFailures() {}

    static StartFailure of(Request request, Target target, String agentText) {
        if (request.exitCode() != ExitCode.NONE && NO_SHELL.matcher(agentText).find()) {
            return noShell(target);
        }
        return new StartFailure(
                StartFailure.Kind.NO_SUCH_PROGRAM,
                "The container could not start `" + request.argv().program() + "`. The agent said: " + agentText.strip()
                        + " Check the program's name and path in the image.");
    }

    static StartFailure noShell(Target target) {
        return new StartFailure(
                StartFailure.Kind.NO_SHELL,
                "The image of container `" + target.container() + "` has no `sh`, which is needed to learn the exit "
                        + "code. It can be asked again without exit code.");
    }

    static StartFailure unanswered(String cause) {
        return new StartFailure(
                StartFailure.Kind.AWS_REFUSED,
                "It was not started, because AWS did not answer: " + cause + " Ask again when it does.");
    }

    static StartFailure tooManyTasks(Request first, int running, int most) {
        return new StartFailure(
                StartFailure.Kind.TOO_MANY_TASKS,
                first.selector().alias() + " has " + running + " running tasks, and rule `" + first.rule()
                        + "` lets one command run on " + most + " at most. It was started on none of them. Name one "
                        + "with --task, or have fan_out raised in the policy.");
    }

    static StartFailure leftAlone(RequestId first) {
        return new StartFailure(
                StartFailure.Kind.LEFT_ALONE,
                "It was not started, because `" + first + "`, which it belongs to, went no further before all of their "
                        + "requests were made. Ask again for all tasks.");
    }

    static StartFailure notRecordable() {
        return new StartFailure(
                StartFailure.Kind.NOT_RECORDABLE,
                "It was not started, because its output cannot be recorded: the place for transcripts does not take "
                        + "any. Ask again when whoever runs Sallyport has made room there.");
    }
}
