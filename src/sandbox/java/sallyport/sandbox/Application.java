package sallyport.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import sallyport.Settings;
import sallyport.SettingsReader;
import sallyport.SettingsReading;
import sallyport.Wiring;
import sallyport.policy.OnCallReading;
import sallyport.policy.OnCallSchedules;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;

/**
 * The real application, as {@code sallyport serve} starts it: configured by the files it finds in the data directory. A
 * policy and schedules that are already there are kept, so that they can be edited, before and while it runs.
 */
final class Application implements AutoCloseable {
    private static final String CONFIGURATION = "sallyport.yml";
    private static final String POLICY = "policy.yml";
    private static final String ON_CALL = "oncall.yml";

    private final Wiring wiring;

    private Application(Wiring wiring) {
        this.wiring = wiring;
    }

    /** Where the other parts are and what they share with the application. */
    record Surroundings(URI slack, URI aws, String signingSecret, String botToken, Duration groupsReadEvery) {}

    static Application start(Path data, int port, Surroundings around) {
        try {
            provide(data, POLICY);
            provide(data, ON_CALL);
            var text = resource(CONFIGURATION)
                    .replace("${SANDBOX_SLACK}", around.slack().toString())
                    .replace("${SANDBOX_AWS}", around.aws().toString())
                    .replace("${SANDBOX_APP_PORT}", Integer.toString(port))
                    .replace(
                            "${SANDBOX_SLACK_GROUPS_MS}",
                            Long.toString(around.groupsReadEvery().toMillis()));
            Files.writeString(data.resolve(CONFIGURATION), text);
            var settings = settings(text, data, around);
            var read = new Wiring.Files(policy(data), onCall(data, settings));
            var wiring = new Wiring(settings, read, Wiring.userGroups(settings), Optional.empty(), Clock.systemUTC());
            wiring.start();
            return new Application(wiring);
        } catch (IOException e) {
            throw new UncheckedIOException("writing the application's configuration to " + data, e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + wiring.port());
    }

    @Override
    public void close() {
        wiring.close();
    }

    private static Settings settings(String text, Path data, Surroundings around) {
        var environment = Map.of(
                "SLACK_BOT_TOKEN", around.botToken(),
                "SLACK_SIGNING_SECRET", around.signingSecret());
        return switch (SettingsReader.read(text, data, environment)) {
            case SettingsReading.Read(var settings) -> settings;
            case SettingsReading.Broken(var problems) ->
                throw new IllegalStateException("the sandbox's own configuration has mistakes: " + problems);
        };
    }

    private static Policy policy(Path data) throws IOException {
        var file = data.resolve(POLICY);
        return switch (Policy.read(Files.readString(file), POLICY)) {
            case PolicyReading.Read(var policy) -> policy;
            case PolicyReading.Broken broken ->
                throw new CannotStart(file + " has mistakes: " + broken.problems() + ". Nothing was started.");
        };
    }

    private static OnCallSchedules onCall(Path data, Settings settings) throws IOException {
        var file = data.resolve(ON_CALL);
        var teams = settings.slack().teamIds();
        return switch (OnCallSchedules.read(Files.readString(file), teams, settings.groupNames())) {
            case OnCallReading.Read(var schedules) -> schedules;
            case OnCallReading.Broken(var problems) ->
                throw new CannotStart(file + " has mistakes: " + problems + ". Nothing was started.");
        };
    }

    private static void provide(Path data, String name) throws IOException {
        if (!Files.exists(data.resolve(name))) {
            Files.writeString(data.resolve(name), resource(name));
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Application.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the sandbox lacks its own resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
