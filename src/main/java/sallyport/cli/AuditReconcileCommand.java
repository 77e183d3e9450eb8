package sallyport.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sallyport.audit.Reconciliation;
import tools.jackson.core.JacksonException;

@Command(
        name = "reconcile",
        description = "Compare an exported audit file with CloudTrail's ExecuteCommand events.",
        mixinStandardHelpOptions = true)
final class AuditReconcileCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What `sallyport audit export` wrote; verify it first.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters
    private Path file;

    @Option(
            names = "--cloudtrail",
            required = true,
            paramLabel = "CT.json",
            description = "CloudTrail events of the same period: {\"Records\":[...]}, or one a line.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options
    private Path cloudTrail;

    @Override
    public Integer call() {
        try (var audit = Files.newInputStream(file);
                var calls = Files.newInputStream(cloudTrail)) {
            var reconciliation = Reconciliation.of(audit, calls);
            print(reconciliation);
            return reconciliation.agrees() ? ExitStatus.GOOD : ExitStatus.NO;
        } catch (IOException | UncheckedIOException | JacksonException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The files cannot be read, so nothing was compared (" + e.getMessage() + ").",
                    e);
        }
    }

    private void print(Reconciliation found) {
        var out = spec.commandLine().getOut();
        found.withoutRun()
                .forEach(call -> out.println("ExecuteCommand without a run: event " + call.eventId() + " at "
                        + call.at() + " by " + call.caller()
                        + call.session().map(session -> ", session " + session).orElse("")
                        + call.error().map(error -> ", refused with " + error).orElse("")));
        found.withoutCall()
                .forEach(start -> out.println("Run without an ExecuteCommand: " + start.run() + " at " + start.at()
                        + ", session " + start.session()));
        if (found.unreadable() > 0) {
            out.println(found.unreadable() + " lines of the audit file cannot be read: run sallyport audit verify.");
        }
        if (found.agrees()) {
            out.println("Every ExecuteCommand has its run, and every started run its ExecuteCommand.");
        }
        out.flush();
    }
}
