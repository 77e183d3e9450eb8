package sallyport.cli;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sallyport.request.RequestId;
import sallyport.store.DiskTranscripts;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlProblem;
import sallyport.yaml.YamlReading;

@Command(
        name = "transcript",
        description = "Print what a run printed, redacted as it was recorded. Exit status 1 if nothing was recorded.",
        mixinStandardHelpOptions = true)
final class TranscriptCommand implements Callable<Integer> {
    private static final String UNDONE = "Nothing was printed.";
    /** Where transcripts are if the configuration does not say, beside it. */
    private static final String USUAL_DIRECTORY = "transcripts";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The request, as on its card.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters
    private String id;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets required options
    private Place place;

    /** Where the transcripts are. */
    private static final class Place {
        @Option(names = "--config", paramLabel = "SALLYPORT.yml", description = "A configuration that names them.")
        private @Nullable Path configuration;

        @Option(names = "--directory", paramLabel = "DIR", description = "The directory they are in.")
        private @Nullable Path directory;
    }

    @Override
    public Integer call() {
        var typed = id.toLowerCase(Locale.ROOT);
        if (!RequestId.isValid(typed)) {
            throw wrong(id + " is not the id of a request, such as r0123456789ab.");
        }
        return directory()
                .map(directory -> print(new RequestId(typed), directory))
                .orElse(ExitStatus.USAGE);
    }

    private Optional<Path> directory() {
        return place.configuration == null ? Optional.ofNullable(place.directory) : configured(place.configuration);
    }

    /** Only that part of the configuration is read, so no secret of it is needed. */
    private Optional<Path> configured(Path configuration) {
        var err = spec.commandLine().getErr();
        return PolicySource.textOr(configuration, err, UNDONE).flatMap(text -> {
            var problems = new ArrayList<YamlProblem>();
            var named = named(text, problems);
            if (!problems.isEmpty()) {
                PolicySource.complain(configuration, problems, err);
                err.println(UNDONE);
                return Optional.empty();
            }
            if (named.contains("${")) {
                throw wrong("transcripts.directory is " + named + "; name the directory with --directory.");
            }
            return Optional.of(configuration.resolveSibling(named));
        });
    }

    private static String named(String text, List<YamlProblem> problems) {
        return switch (Yaml.read(text)) {
            case YamlReading.Broken(var problem) -> {
                problems.add(problem);
                yield "";
            }
            case YamlReading.Read(var root) ->
                YamlFields.of(root, problems)
                        .flatMap(file -> file.fields("transcripts"))
                        .flatMap(fields -> fields.text("directory"))
                        .orElse(USUAL_DIRECTORY);
        };
    }

    private int print(RequestId run, Path directory) {
        if (!Files.isDirectory(directory)) {
            throw wrong("There is no directory " + directory + ".");
        }
        try {
            return new DiskTranscripts(directory).text(run).map(this::print).orElseGet(() -> missing(run, directory));
        } catch (UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ". " + UNDONE, e);
        }
    }

    private int print(String text) {
        var out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
        return ExitStatus.GOOD;
    }

    private int missing(RequestId run, Path directory) {
        spec.commandLine()
                .getErr()
                .println("Nothing was recorded of " + run + " in " + directory
                        + ": it did not run, or another replica recorded it.");
        return ExitStatus.NO;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence + " " + UNDONE);
    }
}
