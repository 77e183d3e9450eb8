package sallyport.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.Report;
import sallyport.audit.ReportRow;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "report",
        description = "List what was asked in a period, who agreed and what came of it, as CSV.",
        mixinStandardHelpOptions = true)
final class AuditReportCommand implements Callable<Integer> {
    private final Archive archive;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file; sallyport.yml by default.")
    private Path configuration = Path.of("sallyport.yml");

    @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day, in UTC: 2026-01-31.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "DATE", description = "Last day, in UTC.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options
    private LocalDate to;

    @Option(names = "--json", description = "Answer in JSON, one object a line.")
    private boolean json;

    AuditReportCommand(Archive archive) {
        this.archive = archive;
    }

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to is before --from. Nothing was listed.");
        }
        try (var opened =
                archive.open(configuration, spec.commandLine().getErr()).orElse(null)) {
            if (opened == null) {
                return ExitStatus.NO;
            }
            var first = from.atStartOfDay(ZoneOffset.UTC).toInstant();
            var end = to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            var rows = Report.of(opened.ledger(), first, end);
            var out = spec.commandLine().getOut();
            if (json) {
                rows.stream()
                        .map(ReportRow::cells)
                        .map(JsonMapper.shared()::writeValueAsString)
                        .forEach(out::println);
            } else {
                out.print(Report.csv(rows));
            }
            out.flush();
            return ExitStatus.GOOD;
        } catch (LedgerUnavailable e) {
            spec.commandLine().getErr().println("Nothing was listed: " + e.explanation() + ". Try again.");
            return ExitStatus.NO;
        }
    }
}
