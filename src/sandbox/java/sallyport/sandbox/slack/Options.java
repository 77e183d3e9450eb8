package sallyport.sandbox.slack;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import sallyport.sandbox.slack.control.AwsFaults;
import sallyport.sandbox.slack.traffic.Pace;

/**
 * How a simulated Slack starts.
 *
 * @param port where it listens on 127.0.0.1; 0 takes a free one
 * @param appBase where the application's {@code /slack/*} routes are; may come later by {@link SimulatedSlack#connect}
 * @param clock judges triggers, response URLs and budgets; deadlines of requests are real time
 * @param eventRetries how long after each failed delivery of an event the next one follows
 * @param seed makes ids and secrets repeatable
 */
public record Options(
        int port,
        Optional<URI> appBase,
        String signingSecret,
        String botToken,
        InstantSource clock,
        Pace pace,
        List<Duration> eventRetries,
        long seed,
        AwsFaults awsFaults) {

    /** When Slack tries an event again: at once, after a minute, after five (docs.slack.dev, Events API). */
    private static final List<Duration> PUBLISHED_RETRIES =
            List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5));

    public Options {
        eventRetries = List.copyOf(eventRetries);
    }

    /** A free port, no application yet, generous budgets, the system clock. */
    public static Options defaults() {
        return new Options(
                0,
                Optional.empty(),
                "sandbox-signing-secret",
                "xoxb-sandbox",
                InstantSource.system(),
                Pace.generous(),
                PUBLISHED_RETRIES,
                0,
                AwsFaults.NONE);
    }

    public Options withPort(int changed) {
        return new Options(changed, appBase, signingSecret, botToken, clock, pace, eventRetries, seed, awsFaults);
    }

    public Options withAppBase(URI changed) {
        return new Options(
                port, Optional.of(changed), signingSecret, botToken, clock, pace, eventRetries, seed, awsFaults);
    }

    public Options withSecrets(String newSigningSecret, String newBotToken) {
        return new Options(port, appBase, newSigningSecret, newBotToken, clock, pace, eventRetries, seed, awsFaults);
    }

    public Options withClock(InstantSource changed) {
        return new Options(port, appBase, signingSecret, botToken, changed, pace, eventRetries, seed, awsFaults);
    }

    public Options withPace(Pace changed) {
        return new Options(port, appBase, signingSecret, botToken, clock, changed, eventRetries, seed, awsFaults);
    }

    public Options withEventRetries(List<Duration> changed) {
        return new Options(port, appBase, signingSecret, botToken, clock, pace, changed, seed, awsFaults);
    }

    public Options withSeed(long changed) {
        return new Options(port, appBase, signingSecret, botToken, clock, pace, eventRetries, changed, awsFaults);
    }

    public Options withAwsFaults(AwsFaults changed) {
        return new Options(port, appBase, signingSecret, botToken, clock, pace, eventRetries, seed, changed);
    }
}
